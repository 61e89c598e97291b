package io.inferometer.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.receiver.GoldenRequests.Golden;
import io.inferometer.receiver.cloudwatch.MetricDatum;
import io.inferometer.receiver.edge.DeploymentModel;
import io.inferometer.receiver.edge.EdgeMetric;
import io.inferometer.receiver.edge.Heartbeat;
import io.inferometer.receiver.logs.LogEvent;
import io.inferometer.receiver.logs.LogGroup;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.operation.RequestException;
import io.inferometer.receiver.sagemaker.MetricItem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests of another implementation, byte for byte, and the same with one byte changed. */
class GoldenRequestsTest {
    private static final MetricDatum LATENCY = new MetricDatum(
            "Custom/SageMaker",
            "ModelLatency",
            Map.of("EndpointName", "ep", "VariantName", "AllTraffic"),
            1767323045,
            "Microseconds",
            1,
            new MetricDatum.Statistics(4, 5.5, 1, 2.5),
            List.of(1.0, 2.5),
            List.of(3.0, 1.0));

    static List<Golden> golden() {
        return GoldenRequests.all();
    }

    @ParameterizedTest
    @MethodSource("golden")
    void itIsAcceptedAndUnderstood(Golden golden) throws Exception {
        try (Receiver receiver = receiver(golden)) {
            createLogStream(receiver, golden);
            assertThat(send(receiver, golden.headers(), golden, golden.body())).startsWith("HTTP/1.1 200 ");
            Received received = receiver.received();
            String operation = golden.toString().split("[./+]", -1)[1];
            assertThat(received.requests().get(Operation.named(operation)).accepted())
                    .isEqualTo(1);
            switch (Operation.named(operation)) {
                case BATCH_PUT_METRICS ->
                    assertThat(received.latestItems())
                            .containsExactly(
                                    new MetricItem("my-trial-1", "latency:p50", 1767323045, 3, 12.5),
                                    new MetricItem("my-trial-1", "n", 1767323045, null, 1.0));
                case SEND_HEARTBEAT -> {
                    Heartbeat heartbeat = received.latestHeartbeats().get(0);
                    assertThat(heartbeat.agentMetrics())
                            .containsExactly(new EdgeMetric("a/b", "Uptime", 1.5, 1767323045.0));
                    assertThat(heartbeat.models().get(0).modelMetrics())
                            .containsExactly(new EdgeMetric(null, "InferenceLatency", 3.25, 1767323045.0));
                    assertThat(heartbeat.deploymentResult().deploymentModels())
                            .containsExactly(
                                    new DeploymentModel("h", null, null, "DEPLOY", "DEPLOY", "SUCCESS", null, null));
                }
                case PUT_METRIC_DATA -> {
                    assertThat(received.metricData().latest().get(0))
                            .usingRecursiveComparison()
                            .ignoringFields("timestamp")
                            .isEqualTo(LATENCY);
                    // The form carries the fraction of the second, the others do not.
                    assertThat(received.metricData().latest())
                            .hasSize(3)
                            .allMatch(datum -> Math.floor(datum.timestamp()) == LATENCY.timestamp());
                    assertThat(received.metricData().sum("Custom/SageMaker", "Invocations", Map.of()))
                            .isEqualTo(2);
                }
                case PUT_LOG_EVENTS ->
                    assertThat(received.logs().latest())
                            .containsExactly(new LogEvent(
                                    "/aws/sagemaker/Endpoints/ep",
                                    "AllTraffic/i-1/data-log",
                                    1767323045678L,
                                    "{\"a\":\"\u00e9\"}"));
                case CREATE_LOG_GROUP ->
                    assertThat(received.logs().groups()).containsOnlyKeys("/aws/sagemaker/Endpoints/ep");
                case CREATE_LOG_STREAM ->
                    assertThat(received.logs().groups().get("/aws/sagemaker/Endpoints/ep"))
                            .isEqualTo(new LogGroup(null, Map.of("AllTraffic/i-1/data-log", 0L)));
                case BATCH_GET_METRICS,
                        GET_DEVICE_REGISTRATION,
                        GET_DEPLOYMENTS,
                        GET_LOG_EVENTS,
                        PUT_RETENTION_POLICY -> {}
            }
        }
    }

    @ParameterizedTest
    @MethodSource("golden")
    void oneChangedByteOfTheBodyIsRefused(Golden golden) throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        try (Receiver receiver = receiver(golden)) {
            createLogStream(receiver, golden);
            for (int i = 0; i < 40; i++) {
                byte[] body = golden.body();
                body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
                assertThat(send(receiver, golden.headers(), golden, body)).contains(invalidSignature(golden));
            }
            assertNothingStored(receiver);
        }
    }

    @ParameterizedTest
    @MethodSource("golden")
    void oneChangedCharacterOfTheSignatureIsRefused(Golden golden) throws Exception {
        String authorization = golden.headers().get("Authorization");
        int start = authorization.indexOf("Signature=") + "Signature=".length();
        try (Receiver receiver = receiver(golden)) {
            createLogStream(receiver, golden);
            for (int i = start; i < authorization.length(); i++) {
                char other = authorization.charAt(i) == '0' ? '1' : '0';
                Map<String, String> headers = new LinkedHashMap<>(golden.headers());
                headers.put("Authorization", authorization.substring(0, i) + other + authorization.substring(i + 1));
                assertThat(send(receiver, headers, golden, golden.body())).contains(invalidSignature(golden));
            }
            assertNothingStored(receiver);
        }
    }

    @ParameterizedTest
    @MethodSource("golden")
    void oneChangedCharacterOfASignedHeaderIsRefused(Golden golden) throws Exception {
        String authorization = golden.headers().get("Authorization");
        List<String> signed = List.of(authorization.split("SignedHeaders=", -1)[1].split(",", -1)[0].split(";", -1));
        try (Receiver receiver = receiver(golden)) {
            createLogStream(receiver, golden);
            for (Map.Entry<String, String> header : golden.headers().entrySet()) {
                String name = header.getKey().toLowerCase(java.util.Locale.ROOT);
                if (!signed.contains(name)) {
                    continue;
                }
                for (int i = 0; i < header.getValue().length(); i++) {
                    char other = header.getValue().charAt(i) == '0' ? '1' : '0';
                    Map<String, String> headers = new LinkedHashMap<>(golden.headers());
                    headers.put(
                            header.getKey(),
                            header.getValue().substring(0, i)
                                    + other
                                    + header.getValue().substring(i + 1));
                    String answer = send(receiver, headers, golden, golden.body());
                    assertThat(answer).as("%s %d", name, i).doesNotStartWith("HTTP/1.1 200 ");
                    if (name.equals("host")) {
                        assertThat(answer).contains(invalidSignature(golden));
                    }
                }
            }
            assertNothingStored(receiver);
        }
    }

    private static Receiver receiver(Golden golden) throws IOException {
        return Receiver.start(
                ReceiverOptions.defaults().withCredentials(golden.credentials()).withClock(GoldenRequests.CLOCK));
    }

    /** What the request needs to be there: by the recorded requests themselves, as far as they carry no token. */
    private static void createLogStream(Receiver receiver, Golden golden) throws IOException {
        if (golden.toString().equals("logs.CreateLogGroup")
                || !golden.toString().startsWith("logs.")) {
            return;
        }
        try {
            receiver.ledger().logs().createGroup("/aws/sagemaker/Endpoints/ep");
            if (golden.toString().equals("logs.PutLogEvents")) {
                receiver.ledger().logs().createStream("/aws/sagemaker/Endpoints/ep", "AllTraffic/i-1/data-log");
            }
        } catch (RequestException e) {
            throw new IOException(e);
        }
    }

    private static String invalidSignature(Golden golden) {
        return golden.toString().endsWith("/query") ? "<Code>SignatureDoesNotMatch<" : "InvalidSignatureException";
    }

    private static void assertNothingStored(Receiver receiver) {
        Received received = receiver.received();
        assertThat(received.items()
                        + received.metricData().data()
                        + received.logs().events())
                .isZero();
        assertThat(received.latestHeartbeats()).isEmpty();
    }

    /** By hand, because HTTP clients set the host header themselves. */
    private static String send(Receiver receiver, Map<String, String> headers, Golden golden, byte[] body)
            throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        StringBuilder head = new StringBuilder(golden.method() + " " + golden.path() + " HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        request.writeBytes(head.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8));
        request.writeBytes(body);
        try (Socket socket =
                new Socket(receiver.address().getHost(), receiver.address().getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.toByteArray());
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
