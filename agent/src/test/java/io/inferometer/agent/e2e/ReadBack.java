package io.inferometer.agent.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferometer.receiver.ReceiverOptions;
import io.inferometer.receiver.sigv4.Credentials;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Reads what a receiver has, as a user would read it from AWS. */
final class ReadBack {

    private ReadBack() {}

    /** By {@code IterationNumber}, the statistic of all values that a trial component's metric has with it as their step. */
    static SortedMap<Long, Double> of(URI receiver, String component, String metric, String statistic) {
        String body = "{\"MetricQueries\":[{\"MetricName\":\"" + metric
                + "\",\"ResourceArn\":\"arn:aws:sagemaker:us-east-1:123456789012:experiment-trial-component/"
                + component
                + "\",\"MetricStat\":\"" + statistic
                + "\",\"Period\":\"IterationNumber\",\"XAxisType\":\"IterationNumber\"}]}";
        JsonNode result = call(
                        receiver.resolve("/BatchGetMetrics"),
                        "sagemaker",
                        Map.of("content-type", "application/json"),
                        body)
                .path("MetricQueryResults")
                .path(0);
        SortedMap<Long, Double> values = new TreeMap<>();
        for (int i = 0; i < result.path("XAxisValues").size(); i++) {
            values.put(
                    result.path("XAxisValues").path(i).longValue(),
                    result.path("MetricValues").path(i).doubleValue());
        }
        return values;
    }

    /** The messages of a log stream in the order of their time, by GetLogEvents. */
    static List<String> messages(URI receiver, String group, String stream) {
        Map<String, String> headers =
                Map.of("content-type", "application/x-amz-json-1.1", "x-amz-target", "Logs_20140328.GetLogEvents");
        List<String> messages = new ArrayList<>();
        String token = "";
        String next = "";
        do {
            token = next;
            String body = "{\"logGroupName\":\"" + group + "\",\"logStreamName\":\"" + stream
                    + "\",\"startFromHead\":true,\"limit\":100"
                    + (token.isEmpty() ? "" : ",\"nextToken\":\"" + token + "\"") + "}";
            JsonNode page = call(receiver.resolve("/"), "logs", headers, body);
            page.path("events")
                    .forEach(event -> messages.add(event.path("message").textValue()));
            next = page.path("nextForwardToken").textValue();
        } while (!next.equals(token));
        return messages;
    }

    private static JsonNode call(URI uri, String service, Map<String, String> headers, String body) {
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(signed(uri, service, headers, body), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer.statusCode() + " " + answer.body());
            }
            return new ObjectMapper().readTree(answer.body());
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(body, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(body, e);
        }
    }

    private static HttpRequest signed(URI uri, String service, Map<String, String> headers, String body)
            throws GeneralSecurityException {
        Credentials credentials = ReceiverOptions.EXAMPLE_CREDENTIALS;
        String date = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'")
                .format(Instant.now().atOffset(ZoneOffset.UTC));
        String scope = date.substring(0, 8) + "/us-east-1/" + service + "/aws4_request";
        SortedMap<String, String> all = new TreeMap<>(headers);
        all.put("host", uri.getAuthority());
        all.put("x-amz-date", date);
        String names = String.join(";", all.keySet());
        StringBuilder canonical = new StringBuilder("POST\n" + uri.getPath() + "\n\n");
        all.forEach((name, value) ->
                canonical.append(name).append(':').append(value).append('\n'));
        canonical.append('\n').append(names).append('\n').append(sha256(body));
        byte[] key = ("AWS4" + credentials.secretKey()).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        String signature = HexFormat.of()
                .formatHex(hmac(key, String.join("\n", "AWS4-HMAC-SHA256", date, scope, sha256(canonical.toString()))));
        all.remove("host");
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + credentials.accessKey() + "/" + scope + ", SignedHeaders="
                                + names + ", Signature=" + signature)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        all.forEach(request::header);
        return request.build();
    }

    private static String sha256(String text) throws GeneralSecurityException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] hmac(byte[] key, String data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data.getBytes(StandardCharsets.UTF_8));
    }
}
