package io.inferometer.receiver;

import static io.inferometer.receiver.SignedCaller.errorType;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.receiver.fault.Fault;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.sagemaker.ItemErrorCode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest extends ReceiverFixture {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"throttle\"}|400|ThrottlingException",
                "{\"type\":\"throttle\",\"status\":429}|429|ThrottlingException",
                "{\"type\":\"error\"}|500|InternalFailure",
                "{\"type\":\"error\",\"status\":403,\"code\":\"AccessDeniedException\"}|403|AccessDeniedException",
            })
    void aRequestFailsAsTheControlEndpointSays(String fault, int status, String code) throws Exception {
        assertThat(caller.post("/control/faults", "[" + fault + "]").body()).isEqualTo("{\"faults\":1}");
        HttpResponse<String> response = put(1);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(errorType(response)).isEqualTo(code);
        assertThat(caller.post("/control/faults", "[]").body()).isEqualTo("{\"faults\":0}");
        assertThat(put(1).statusCode()).isEqualTo(200);
        assertThat(receiver.received()
                        .requests()
                        .get(Operation.BATCH_PUT_METRICS)
                        .errors())
                .containsEntry(code, 1L)
                .hasSize(1);
        assertThat(receiver.received().items()).isEqualTo(1);
    }

    @Test
    void aFaultForOneOperationLeavesTheOtherAlone() throws Exception {
        caller.post("/control/faults", "[{\"type\":\"error\",\"operation\":\"SendHeartbeat\"}]");
        assertThat(put(1).statusCode()).isEqualTo(200);
        assertThat(caller.call(Operation.SEND_HEARTBEAT, Documents.heartbeat("name", 1))
                        .statusCode())
                .isEqualTo(500);
    }

    @Test
    void aFaultEndsAfterItsTimes() throws Exception {
        caller.post("/control/faults", "[{\"type\":\"throttle\",\"times\":2}]");
        assertThat(List.of(put(1).statusCode(), put(1).statusCode(), put(1).statusCode()))
                .containsExactly(400, 400, 200);
    }

    @Test
    void anItemErrorStrikesTheNamedMetricOnly() throws Exception {
        caller.post("/control/faults", "[{\"type\":\"item-error\",\"code\":\"CONFLICT_ERROR\",\"metric\":\"m1\"}]");
        assertThat(Documents.MAPPER.readTree(put(3).body()))
                .isEqualTo(Documents.MAPPER.readTree("{\"Errors\":[{\"Code\":\"CONFLICT_ERROR\",\"MetricIndex\":1}]}"));
        assertThat(receiver.received().metrics()).containsOnlyKeys("m0", "m2");
    }

    @Test
    void aFractionStrikesAboutThatManyAndTheSameInEveryRun() throws Exception {
        long[] struck = new long[2];
        for (int run = 0; run < 2; run++) {
            receiver.reset();
            receiver.faults(Fault.itemError(ItemErrorCode.INTERNAL_ERROR).withFraction(0.25));
            for (int i = 0; i < 40; i++) {
                put(10);
            }
            struck[run] = receiver.received().itemErrors().get(ItemErrorCode.INTERNAL_ERROR);
            assertThat(receiver.received().items() + struck[run]).isEqualTo(400);
        }
        assertThat(struck[0]).isEqualTo(struck[1]).isBetween(70L, 130L);
    }

    @Test
    void aDelayedRequestIsAnsweredInTheEnd() throws Exception {
        caller.post("/control/faults", "[{\"type\":\"delay\",\"millis\":300,\"times\":1}]");
        long start = System.nanoTime();
        assertThat(put(1).statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void closingEndsADelay() throws Exception {
        receiver.faults(Fault.delay(Duration.ofMinutes(5)));
        FutureTask<HttpResponse<String>> waiting = new FutureTask<>(() -> put(1));
        new Thread(waiting).start();
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!isDelaying() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(isDelaying()).isTrue();
        receiver.close();
        assertThatThrownBy(() -> waiting.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
        while (isDelaying() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(isDelaying()).isFalse();
    }

    @Test
    void theFirstOfSeveralFailuresWins() throws Exception {
        receiver.faults(Fault.delay(Duration.ZERO), Fault.error(503, "ServiceUnavailable"), Fault.throttle());
        assertThat(errorType(put(1))).isEqualTo("ServiceUnavailable");
    }

    @Test
    void aDisconnectedRequestGetsNoAnswerAndIsNotStored() {
        receiver.faults(Fault.disconnect());
        assertThatThrownBy(() -> put(1)).isInstanceOf(IOException.class);
        assertThat(receiver.received().items()).isZero();
        assertThat(receiver.received()
                        .requests()
                        .get(Operation.BATCH_PUT_METRICS)
                        .errors())
                .containsOnlyKeys("Disconnected");
    }

    @Test
    void aWrongRequestIsRefusedEvenWhileAFaultIsInForce() throws Exception {
        receiver.faults(Fault.error(503, "ServiceUnavailable"));
        assertThat(caller.call(Operation.BATCH_PUT_METRICS, "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void resetRestoresTheFaultsOfTheStart() throws Exception {
        try (Receiver failing = Receiver.start(ReceiverOptions.defaults().withFaults(List.of(Fault.throttle())))) {
            SignedCaller other = new SignedCaller(failing);
            failing.faults();
            assertThat(other.call(Operation.BATCH_PUT_METRICS, Documents.metrics(1))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(other.post("/control/reset", "").statusCode()).isEqualTo(200);
            assertThat(failing.received().items()).isZero();
            assertThat(other.call(Operation.BATCH_PUT_METRICS, Documents.metrics(1))
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[{}]",
                "[{\"type\":\"flood\"}]",
                "[{\"type\":\"item-error\",\"code\":\"NO_SUCH_ERROR\"}]",
                "[{\"type\":\"item-error\",\"operation\":\"SendHeartbeat\"}]",
                "[{\"type\":\"throttle\",\"metric\":\"m\"}]",
                "[{\"type\":\"throttle\",\"fraction\":1.5}]",
                "[{\"type\":\"throttle\",\"times\":0}]",
                "[{\"type\":\"error\",\"status\":200}]",
                "[{\"type\":\"delay\",\"millis\":-1}]",
                "[{\"type\":\"delay\",\"seconds\":1}]",
                "[{\"type\":\"item-error\",\"operation\":\"PutMetricData\"}]",
                "[{\"type\":\"clock\",\"aheadSeconds\":1.5}]",
                "[{\"type\":\"reset\",\"retryAfterMillis\":1}]"
            })
    void aWrongListOfFaultsChangesNothing(String faults) throws Exception {
        receiver.faults(Fault.error(503, "ServiceUnavailable"));
        HttpResponse<String> response = caller.post("/control/faults", faults);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(errorType(response)).isEqualTo("ValidationException");
        assertThat(put(1).statusCode()).isEqualTo(503);
    }

    private HttpResponse<String> put(int items) throws IOException, InterruptedException {
        return caller.call(Operation.BATCH_PUT_METRICS, Documents.metrics(items));
    }

    private static boolean isDelaying() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith("inferometer-receiver-"))
                .flatMap(thread -> List.of(thread.getValue()).stream())
                .anyMatch(frame -> frame.getMethodName().equals("sleep"));
    }
}
