package io.inferometer.exporter.aws.logs;

import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.OutermostModels;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.aws.endpoint.AsyncMetrics;
import io.inferometer.exporter.aws.endpoint.EndpointDimensions;
import io.inferometer.exporter.aws.endpoint.EndpointMetric;
import io.inferometer.exporter.aws.endpoint.EndpointMetrics;
import io.inferometer.exporter.aws.logs.EmfSubject.Header;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One window as events in the Embedded Metric Format: those of the endpoint first, then each model's. A model's metrics name
 * two sets of dimensions, its own and the endpoint's, so that CloudWatch adds up the endpoint's from them; its own alone where queued
 * requests have metrics of the same names. Used by one thread.
 */
final class EmfEvents implements LogEvents {

    private static final List<String> OF_ENDPOINT = List.of(EndpointDimensions.ENDPOINT, EndpointDimensions.VARIANT);
    private static final List<String> OF_MODEL =
            List.of(EndpointDimensions.ENDPOINT, EndpointDimensions.VARIANT, EndpointDimensions.MODEL);

    private final long millis;
    private final TreeMap<Integer, EmfSubject> byFirstEvent = new TreeMap<>();
    private int size;
    private boolean thinned;

    EmfEvents(Window window, String namespace, boolean highResolution, boolean awsSpelling) {
        millis = window.startMillis();
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("InstanceId", window.resource().instanceId());
        identity.put("RunId", window.resource().runId());
        Header header = new Header(namespace, highResolution, millis, identity, window.number());
        Map<String, String> dimensions = new LinkedHashMap<>();
        dimensions.put(EndpointDimensions.ENDPOINT, EndpointDimensions.endpoint(window.resource()));
        dimensions.put(EndpointDimensions.VARIANT, EndpointDimensions.variant(window.resource()));
        List<List<String>> ofModels = List.of(OF_ENDPOINT, OF_MODEL);
        if (window.async().isPresent()) {
            // As AWS does: requests and calls of models would add up under the same names.
            AsyncStats stats = window.async().get();
            ofModels = List.of(OF_MODEL);
            Map<String, String> endpoint = new LinkedHashMap<>(dimensions);
            endpoint.remove(EndpointDimensions.VARIANT);
            List<EndpointMetric> queue =
                    AsyncMetrics.ofQueue(stats, window.resource().instanceCount());
            add(new EmfSubject(header, endpoint, List.of(List.of(EndpointDimensions.ENDPOINT)), queue));
            List<EndpointMetric> variant =
                    AsyncMetrics.ofVariant(window, stats, EmfSubject.VALUES_PER_EVENT, awsSpelling);
            add(new EmfSubject(header, dimensions, List.of(OF_ENDPOINT), variant));
        } else {
            add(new EmfSubject(header, dimensions, List.of(OF_ENDPOINT), EndpointMetrics.ofEndpoint(window)));
        }
        List<ModelStats> outermost = OutermostModels.of(window.models());
        for (ModelStats model : window.models()) {
            Map<String, String> ofModel = new LinkedHashMap<>(dimensions);
            ofModel.put(EndpointDimensions.MODEL, EndpointDimensions.model(model.id()));
            add(new EmfSubject(
                    header,
                    ofModel,
                    outermost.contains(model) ? ofModels : List.of(OF_MODEL),
                    EndpointMetrics.ofModels(List.of(model), EmfSubject.VALUES_PER_EVENT)));
        }
    }

    private void add(EmfSubject subject) {
        if (subject.documents() > 0) {
            byFirstEvent.put(size, subject);
            size += subject.documents();
            thinned |= subject.isThinned();
        }
    }

    /** Whether a model had too many calls to tell the time of each. */
    boolean areThinned() {
        return thinned;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long millis(int event) {
        return millis;
    }

    @Override
    public String message(int event) {
        Map.Entry<Integer, EmfSubject> subject = byFirstEvent.floorEntry(event);
        return subject.getValue().document(event - subject.getKey());
    }
}
