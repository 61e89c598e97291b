package io.inferometer.agent.e2e;

import io.inferometer.exporter.api.Window;
import io.inferometer.receiver.Received;
import io.inferometer.receiver.cloudwatch.MetricDatum;
import io.inferometer.receiver.sagemaker.MetricItem;
import java.util.ArrayList;
import java.util.List;

/**
 * The calls of one model that one window told.
 *
 * @param place of the window, at the backend
 */
record Arrival(Place place, long calls) {

    /**
     * What identifies a window of JVMs that ran one after the other.
     *
     * @param millis the time that the exporter gives it, in milliseconds since 1970
     */
    record Place(String exporter, long millis) {

        static Place of(String exporter, Window window) {
            return new Place(exporter, exporter.equals("cloudwatch") ? window.startMillis() : window.endMillis());
        }
    }

    /**
     * All that a receiver got from {@code sagemaker-metrics} and {@code cloudwatch}, which say nothing of a window without calls.
     *
     * @param model as in the metric's name, {@code library/model}
     */
    static List<Arrival> of(Received received, String model) {
        List<Arrival> arrivals = new ArrayList<>();
        for (MetricItem item : received.latestItems()) {
            if (item.metricName().equals(model + "/Invocations")) {
                arrivals.add(of("sagemaker-metrics", item.timestamp(), item.value()));
            }
        }
        for (MetricDatum datum : received.metricData().latest()) {
            if (datum.metricName().equals("Invocations")
                    && model.equals(datum.dimensions().get("ModelName"))) {
                arrivals.add(
                        of("cloudwatch", datum.timestamp(), datum.statistics().sum()));
            }
        }
        return arrivals;
    }

    private static Arrival of(String exporter, double seconds, double calls) {
        return new Arrival(new Place(exporter, Math.round(seconds * 1e3)), Math.round(calls));
    }
}
