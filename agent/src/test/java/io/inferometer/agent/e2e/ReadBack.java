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
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Reads a metric of a trial component by step, with BatchGetMetrics. */
final class ReadBack {

    private static final String TYPE = "application/json";
    private static final String SIGNED = "content-type;host;x-amz-date";

    private ReadBack() {}

    /** By {@code IterationNumber}, the statistic of all values that have it as their step. */
    static SortedMap<Long, Double> of(URI receiver, String component, String metric, String statistic) {
        String body = "{\"MetricQueries\":[{\"MetricName\":\"" + metric
                + "\",\"ResourceArn\":\"arn:aws:sagemaker:us-east-1:123456789012:experiment-trial-component/"
                + component
                + "\",\"MetricStat\":\"" + statistic
                + "\",\"Period\":\"IterationNumber\",\"XAxisType\":\"IterationNumber\"}]}";
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(signed(receiver.resolve("/BatchGetMetrics"), body), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer.statusCode() + " " + answer.body());
            }
            JsonNode result = new ObjectMapper()
                    .readTree(answer.body())
                    .path("MetricQueryResults")
                    .path(0);
            SortedMap<Long, Double> values = new TreeMap<>();
            for (int i = 0; i < result.path("XAxisValues").size(); i++) {
                values.put(
                        result.path("XAxisValues").path(i).longValue(),
                        result.path("MetricValues").path(i).doubleValue());
            }
            return values;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(metric, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(metric, e);
        }
    }

    private static HttpRequest signed(URI uri, String body) throws GeneralSecurityException {
        Credentials credentials = ReceiverOptions.EXAMPLE_CREDENTIALS;
        String date = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'")
                .format(Instant.now().atOffset(ZoneOffset.UTC));
        String scope = date.substring(0, 8) + "/us-east-1/sagemaker/aws4_request";
        String canonical = "POST\n" + uri.getPath() + "\n\ncontent-type:" + TYPE + "\nhost:" + uri.getAuthority()
                + "\nx-amz-date:" + date + "\n\n" + SIGNED + "\n" + sha256(body);
        byte[] key = ("AWS4" + credentials.secretKey()).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        String signature = HexFormat.of()
                .formatHex(hmac(key, String.join("\n", "AWS4-HMAC-SHA256", date, scope, sha256(canonical))));
        return HttpRequest.newBuilder(uri)
                .header("Content-Type", TYPE)
                .header("X-Amz-Date", date)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + credentials.accessKey() + "/" + scope + ", SignedHeaders="
                                + SIGNED + ", Signature=" + signature)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
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
