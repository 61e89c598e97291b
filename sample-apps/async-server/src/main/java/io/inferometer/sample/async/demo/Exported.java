package io.inferometer.sample.async.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the agent exported: CloudWatch's series of the endpoint, and a page of {@code /metrics}. Immutable. */
final class Exported {

    private static final Set<Set<String>> OF_ENDPOINT =
            Set.of(Set.of("EndpointName"), Set.of("EndpointName", "VariantName"));

    private final Map<String, JsonNode> series = new HashMap<>();
    private final Map<String, Double> samples = new HashMap<>();

    /** @param received the receiver's {@code /received} */
    Exported(JsonNode received, String page) {
        for (JsonNode one : received.path("metricData").path("series")) {
            if (OF_ENDPOINT.contains(dimensionNames(one))) {
                series.put(one.path("metricName").asText(), one.path("statistics"));
            }
        }
        page.lines().filter(line -> line.startsWith("inferometer_async_")).forEach(line -> {
            int space = line.indexOf(' ', line.indexOf('}') + 1);
            String name = line.substring("inferometer_async_".length(), space)
                    .replaceAll("endpoint=\"[^\"]*\",variant=\"[^\"]*\",?", "")
                    .replace("{}", "");
            samples.put(name, Double.parseDouble(line.substring(space + 1)));
        });
    }

    /** Of a series or datum of the receiver's. */
    static Set<String> dimensionNames(JsonNode one) {
        Set<String> names = new TreeSet<>();
        one.path("dimensions").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /**
     * One statistic of CloudWatch, 0 if nothing was sent.
     *
     * @param statistic {@code sum}, {@code sampleCount}, {@code minimum} or {@code maximum}
     */
    double cloudWatch(String metric, String statistic) {
        JsonNode statistics = series.get(metric);
        return statistics == null ? 0 : statistics.path(statistic).asDouble();
    }

    /** One sample of {@code /metrics}, NaN if it is missing. */
    double page(String name) {
        return samples.getOrDefault(name, Double.NaN);
    }
}
