package io.inferometer.agent.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The agent's HTTP server in another JVM. */
public final class Metrics {

    private static final String COUNT = "inferometer_inference_duration_seconds_count";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final URI address;

    public Metrics(URI address) {
        this.address = address;
    }

    public URI address() {
        return address;
    }

    /** One page; the answer must be 200. */
    public String get(String path) {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(path + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new AssertionError(address + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Every sample of one reading of {@code /metrics}, by name with labels as written. */
    public Map<String, Double> samples() {
        Map<String, Double> samples = new TreeMap<>();
        for (String line : get("metrics").split("\n")) {
            int space = line.lastIndexOf(' ');
            if (!line.startsWith("#") && space > 0) {
                samples.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
            }
        }
        return samples;
    }

    /**
     * Waits until the samples of queued requests are these, for a few seconds at most. The agent takes what an application saw end a moment
     * later.
     *
     * @param expected by name behind {@code inferometer_async_}, with labels as written
     * @return what those were in the end
     */
    public Map<String, Double> awaitAsync(Map<String, Double> expected) throws InterruptedException {
        Map<String, Double> found = async(expected.keySet());
        for (int i = 0; i < 50 && !found.equals(expected); i++) {
            Thread.sleep(100);
            found = async(expected.keySet());
        }
        return found;
    }

    private Map<String, Double> async(Set<String> names) {
        Map<String, Double> samples = samples();
        Map<String, Double> found = new TreeMap<>();
        for (String name : names) {
            found.put(name, samples.get("inferometer_async_" + name));
        }
        return found;
    }

    /** The sum of the samples of this name that carry all these labels, each written {@code name="value"}. */
    public static long sum(Map<String, Double> samples, String name, String... labels) {
        double sum = 0;
        for (Map.Entry<String, Double> sample : samples.entrySet()) {
            String key = sample.getKey();
            boolean matches = key.equals(name) || key.startsWith(name + "{");
            for (String label : labels) {
                matches &= key.contains("{" + label) || key.contains("," + label);
            }
            sum += matches ? sample.getValue() : 0;
        }
        return Math.round(sum);
    }

    /** Calls of each model that ended with this outcome, as {@code model → count}; models without any are left out. */
    public Map<String, Long> calls(String outcome) {
        Map<String, Long> calls = new TreeMap<>();
        for (Map.Entry<String, Double> sample : samples().entrySet()) {
            String key = sample.getKey();
            if (key.startsWith(COUNT + "{") && key.contains("outcome=\"" + outcome + "\"") && sample.getValue() > 0) {
                calls.merge(label(key, "model"), Math.round(sample.getValue()), Long::sum);
            }
        }
        return calls;
    }

    /** Calls of all models and outcomes. */
    public long calls() {
        return sum(samples(), COUNT);
    }

    private static String label(String key, String name) {
        int from = key.indexOf(name + "=\"") + name.length() + 2;
        return key.substring(from, key.indexOf('"', from));
    }
}
