package io.inferometer.receiver;

import static io.inferometer.receiver.SignedCaller.errorType;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.operation.RequestCounts;
import io.inferometer.receiver.operation.Service;
import io.inferometer.receiver.sigv4.Credentials;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults of connections, clocks and credentials, asked for over HTTP. */
class TransportFaultsTest extends ReceiverFixture {
    private static final String GROUP = "{\"logGroupName\":\"g\"}";
    private static final String STREAM = "{\"logGroupName\":\"g\",\"logStreamName\":\"s\"}";

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"REGISTER_RUN", "REFRESH_CREDENTIALS", "FINISH_RUN", "PUT_OBJECT"})
    void everyOperationFailsOnDemandAndRecovers(Operation operation) throws Exception {
        prepare(operation);
        faults("{\"type\":\"throttle\",\"operation\":\"" + operation + "\",\"times\":1,\"retryAfterMillis\":1500}");
        HttpResponse<String> throttled = caller.call(operation, body(operation));
        assertThat(throttled.statusCode()).isEqualTo(400);
        assertThat(throttled.headers().firstValue("Retry-After")).contains("2");
        assertThat(throttled.headers().firstValue("x-amz-retry-after")).contains("1500");
        faults("{\"type\":\"error\",\"status\":503,\"code\":\"ServiceUnavailable\"}");
        HttpResponse<String> failed = caller.call(operation, body(operation));
        assertThat(failed.statusCode()).isEqualTo(503);
        assertThat(failed.headers().firstValue("Retry-After")).isEmpty();
        faults("");
        assertThat(caller.call(operation, body(operation)).statusCode()).isEqualTo(200);
        assertThat(receiver.received().requests().get(operation))
                .isEqualTo(new RequestCounts(1, 2, Map.of("ThrottlingException", 1L, "ServiceUnavailable", 1L)));
    }

    @ParameterizedTest
    @CsvSource({
        "disconnect, Disconnected",
        "reset, Reset",
        "half-close, HalfClosed",
        "stall, Stalled",
    })
    void aRequestWithoutAnAnswerIsNotStored(String type, String name) throws Exception {
        faults("{\"type\":\"" + type + "\"" + (type.endsWith("t") ? "" : ",\"millis\":200") + "}");
        assertThatThrownBy(() -> putData()).isInstanceOf(IOException.class);
        Received received = receiver.received();
        assertThat(received.requests().get(Operation.PUT_METRIC_DATA))
                .isEqualTo(new RequestCounts(0, 1, Map.of(name, 1L)));
        assertThat(received.metricData().data()).isZero();
        faults("");
        assertThat(putData().statusCode()).isEqualTo(200);
    }

    @Test
    void aCutAnswerBelongsToARequestThatWasStored() throws Exception {
        faults("{\"type\":\"cut\",\"times\":1}");
        String body = Documents.metricDatum("m", 1);
        assertThatThrownBy(() -> caller.call(Operation.PUT_METRIC_DATA, body)).isInstanceOf(IOException.class);
        assertThat(caller.call(Operation.PUT_METRIC_DATA, body).statusCode()).isEqualTo(200);
        assertThat(receiver.received().metricData().sum("n", "m", Map.of("d", "v")))
                .isEqualTo(2);
        assertThat(receiver.received().metricData().repeats()).isEqualTo(1);
    }

    @Test
    void aDribbledAnswerIsWholeInTheEnd() throws Exception {
        faults("{\"type\":\"dribble\",\"millis\":300}");
        long start = System.nanoTime();
        HttpResponse<String> response = putData();
        assertThat(response.body()).isEqualTo("{}");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(280));
    }

    @Test
    void aWrongClockShowsInTheDateAndRefusesSignaturesMadeByTheRightOne() throws Exception {
        faults("{\"type\":\"clock\",\"aheadSeconds\":-3600}");
        HttpResponse<String> response = caller.call(Operation.BATCH_PUT_METRICS, Documents.metrics(1));
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(errorType(response)).isEqualTo("RequestTimeTooSkewed");
        Instant told = ZonedDateTime.parse(
                        response.headers().firstValue("Date").orElseThrow(), DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
        assertThat(Duration.between(told, Instant.now())).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(70));
        faults("{\"type\":\"clock\",\"aheadSeconds\":290}");
        assertThat(caller.call(Operation.BATCH_PUT_METRICS, Documents.metrics(1))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void oldCredentialsAreExpiredOnceThereAreNewOnes() throws Exception {
        assertThat(caller.post("/control/credentials", "{\"accessKey\":\"AKIDNEXT\",\"secretKey\":\"other\"}")
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> response = caller.call(Operation.BATCH_PUT_METRICS, Documents.metrics(1));
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(errorType(response)).isEqualTo("ExpiredTokenException");
        SignedCaller next = new SignedCaller(receiver, Credentials.of("AKIDNEXT", "other"));
        assertThat(next.call(Operation.BATCH_PUT_METRICS, Documents.metrics(1)).statusCode())
                .isEqualTo(200);
        SignedCaller stranger = new SignedCaller(receiver, Credentials.of("AKIDEXAMPLE", "wrong"));
        assertThat(errorType(stranger.call(Operation.BATCH_PUT_METRICS, Documents.metrics(1))))
                .isEqualTo("UnrecognizedClientException");
        receiver.reset();
        assertThat(caller.call(Operation.BATCH_PUT_METRICS, Documents.metrics(1))
                        .statusCode())
                .isEqualTo(200);
        assertThat(receiver.received()
                        .requests()
                        .get(Operation.BATCH_PUT_METRICS)
                        .rejected())
                .isZero();
    }

    @Test
    void credentialsMayBeExchangedWithinTheProcess() throws Exception {
        receiver.credentials(new Credentials("A", "S", Optional.of("T")));
        assertThat(errorType(caller.call(Operation.SEND_HEARTBEAT, Documents.heartbeat("name", 1))))
                .isEqualTo("ExpiredTokenException");
    }

    private HttpResponse<String> putData() throws IOException, InterruptedException {
        return caller.call(Operation.PUT_METRIC_DATA, Documents.metricDatum("m", 1));
    }

    private void faults(String fault) throws IOException, InterruptedException {
        assertThat(caller.post("/control/faults", "[" + fault + "]").statusCode())
                .isEqualTo(200);
    }

    private void prepare(Operation operation) throws Exception {
        if (operation.service() == Service.LOGS && operation != Operation.CREATE_LOG_GROUP) {
            caller.call(Operation.CREATE_LOG_GROUP, GROUP);
        }
        if (operation == Operation.PUT_LOG_EVENTS || operation == Operation.GET_LOG_EVENTS) {
            caller.call(Operation.CREATE_LOG_STREAM, STREAM);
        }
    }

    private static String body(Operation operation) {
        return switch (operation) {
            case BATCH_PUT_METRICS -> Documents.metrics(1);
            case BATCH_GET_METRICS -> """
                {"MetricQueries":[{"MetricName":"n","MetricStat":"Avg","Period":"OneMinute","XAxisType":"Timestamp",
                "ResourceArn":"arn:aws:sagemaker:us-east-1:123456789012:experiment-trial-component/trial"}]}""";
            case GET_DEVICE_REGISTRATION, GET_DEPLOYMENTS -> "{\"DeviceName\":\"d\",\"DeviceFleetName\":\"f\"}";
            case SEND_HEARTBEAT -> Documents.heartbeat("name", 1);
            case PUT_METRIC_DATA -> Documents.metricDatum("m", 1);
            case CREATE_LOG_GROUP -> GROUP;
            case CREATE_LOG_STREAM -> STREAM;
            case PUT_LOG_EVENTS ->
                STREAM.replace(
                        "}",
                        ",\"logEvents\":[{\"timestamp\":" + Instant.now().toEpochMilli() + ",\"message\":\"x\"}]}");
            case GET_LOG_EVENTS -> STREAM;
            case PUT_RETENTION_POLICY -> GROUP.replace("}", ",\"retentionInDays\":7}");
            case REGISTER_RUN, REFRESH_CREDENTIALS, FINISH_RUN, PUT_OBJECT ->
                throw new IllegalArgumentException(operation + " is called otherwise");
        };
    }
}
