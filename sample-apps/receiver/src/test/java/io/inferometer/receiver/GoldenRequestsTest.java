package io.inferometer.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.receiver.GoldenRequests.Golden;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenRequestsTest {
    static List<Golden> golden() {
        return GoldenRequests.all();
    }

    @ParameterizedTest
    @MethodSource("golden")
    void requestsOfAnotherImplementationAreAcceptedByteForByte(Golden golden) throws IOException {
        ReceiverOptions options =
                ReceiverOptions.defaults().withCredentials(golden.credentials()).withClock(GoldenRequests.CLOCK);
        try (Receiver receiver = Receiver.start(options)) {
            String answer = send(receiver, golden, golden.body());
            assertThat(answer).startsWith("HTTP/1.1 200 ");
            if (golden.path().equals("/BatchPutMetrics")) {
                assertThat(answer).endsWith("\r\n\r\n{}");
                assertThat(receiver.received().latestItems())
                        .containsExactly(
                                new MetricItem("my-trial-1", "latency:p50", 1767323045, 3, 12.5),
                                new MetricItem("my-trial-1", "n", 1767323045, null, 1.0));
            } else {
                assertThat(answer).endsWith("\r\n\r\n");
                assertThat(receiver.received().latestHeartbeats())
                        .singleElement()
                        .satisfies(heartbeat -> {
                            assertThat(heartbeat.agentMetrics())
                                    .containsExactly(new EdgeMetric("a/b", "Uptime", 1.5, 1767323045.0));
                            assertThat(heartbeat.models().get(0).modelMetrics())
                                    .containsExactly(new EdgeMetric(null, "InferenceLatency", 3.25, 1767323045.0));
                            assertThat(heartbeat.deploymentResult().deploymentModels())
                                    .containsExactly(new DeploymentModel(
                                            "h", null, null, "DEPLOY", "DEPLOY", "SUCCESS", null, null));
                        });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("golden")
    void oneChangedCharacterOfTheBodyIsRefused(Golden golden) throws IOException {
        ReceiverOptions options =
                ReceiverOptions.defaults().withCredentials(golden.credentials()).withClock(GoldenRequests.CLOCK);
        try (Receiver receiver = Receiver.start(options)) {
            String answer = send(receiver, golden, golden.body().replace("1767323045", "1767323046"));
            assertThat(answer).startsWith("HTTP/1.1 403 ").containsIgnoringCase("errortype: InvalidSignatureException");
            assertThat(receiver.received().items()).isZero();
            assertThat(receiver.received().latestHeartbeats()).isEmpty();
        }
    }

    /** By hand, because HTTP clients set the host header themselves. */
    private static String send(Receiver receiver, Golden golden, String body) throws IOException {
        StringBuilder request = new StringBuilder(golden.method() + " " + golden.path() + " HTTP/1.1\r\n");
        golden.headers()
                .forEach((name, value) ->
                        request.append(name).append(": ").append(value).append("\r\n"));
        request.append("Connection: close\r\n\r\n").append(body);
        try (Socket socket =
                new Socket(receiver.address().getHost(), receiver.address().getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
