package io.inferometer.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Calls Sentinel as a process does whose run it is: with the token, and uploads signed with what it was lent. */
final class SentinelCaller {

    /** The header of a run's rows: the 32 columns that each has. */
    static final String COLUMNS =
            "timestamp,system_processes,system_utime,system_stime,system_cpu_usage,system_memory_free_mib,"
                    + "system_memory_used_mib,system_memory_buffers_mib,system_memory_cached_mib,system_memory_active_mib,"
                    + "system_memory_inactive_mib,system_disk_read_bytes,system_disk_write_bytes,"
                    + "system_disk_space_total_gb,system_disk_space_used_gb,system_disk_space_free_gb,system_net_recv_bytes,"
                    + "system_net_sent_bytes,system_gpu_usage,system_gpu_vram_mib,system_gpu_utilized,process_pid,"
                    + "process_children,process_utime,process_stime,process_cpu_usage,process_memory_mib,"
                    + "process_disk_read_bytes,process_disk_write_bytes,process_gpu_usage,process_gpu_vram_mib,"
                    + "process_gpu_utilized";

    /** What a row has behind its time, all of it unknown. */
    static final String REST = ",".repeat(31);

    /** The end of a run with the rows in it. */
    static final String INLINE = "{\"run_status\":\"finished\",\"data_source\":\"inline\",\"data_csv\":\"%s\"}";

    static final String TOKEN = "tok";

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;
    private final Supplier<Duration> ahead;

    /** @param ahead by how much the clock that signs is ahead of this machine's */
    SentinelCaller(URI address, Supplier<Duration> ahead) {
        this.address = address;
        this.ahead = ahead;
    }

    JsonNode registered() throws IOException, InterruptedException {
        HttpResponse<String> response = post("/runs", "{\"project_name\":\"p\"}");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Documents.MAPPER.readTree(response.body());
    }

    JsonNode finish(String body, int status) throws IOException, InterruptedException {
        HttpResponse<String> response = post("/runs/run-1/finish", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return Documents.MAPPER.readTree(response.body());
    }

    String put(JsonNode run, String name, byte[] content) throws IOException, InterruptedException {
        HttpResponse<String> response = send(run, name, content);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return "s3://sentinel/runs/run-1" + name;
    }

    String refusal(JsonNode run, String name) throws IOException, InterruptedException {
        HttpResponse<String> response = send(run, name, gzip(COLUMNS));
        return response.statusCode() + " " + response.body().replaceAll("(?s).*<Code>(.*)</Code>.*", "$1");
    }

    HttpResponse<String> send(JsonNode run, String name, byte[] content) throws IOException, InterruptedException {
        URI uri = URI.create(address + "/sentinel/runs/run-1" + name);
        JsonNode lent = run.get("upload_credentials");
        SdkHttpRequest unsigned =
                SdkHttpRequest.builder().uri(uri).method(SdkHttpMethod.PUT).build();
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(request -> request.request(unsigned)
                        .identity(AwsSessionCredentialsIdentity.create(
                                lent.get("access_key").asText(),
                                lent.get("secret_key").asText(),
                                lent.get("session_token").asText()))
                        .payload(ContentStreamProvider.fromByteArray(content))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.offset(Clock.systemUTC(), ahead.get())))
                .request();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).PUT(BodyPublishers.ofByteArray(content));
        signed.forEachHeader((header, values) -> {
            if (!header.equalsIgnoreCase("host")) {
                values.forEach(value -> request.header(header, value));
            }
        });
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return post(path, body, TOKEN);
    }

    HttpResponse<String> post(String path, String body, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path)).build();
        return Documents.MAPPER.readTree(
                client.send(request, BodyHandlers.ofString()).body());
    }

    static String uris(String... uris) {
        return "{\"run_status\":\"finished\",\"data_source\":\"s3\",\"data_uris\":[\"" + String.join("\",\"", uris)
                + "\"]}";
    }

    static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }
}
