package io.inferometer.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferometer.receiver.operation.Operation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest extends ReceiverFixture {
    @Test
    void receivedIsReadableByAScript() throws Exception {
        caller.call(Operation.BATCH_PUT_METRICS, Documents.metrics(2));
        caller.call(Operation.BATCH_PUT_METRICS, Documents.metrics(1));
        caller.call(Operation.BATCH_PUT_METRICS, "{}");
        caller.call(Operation.SEND_HEARTBEAT, Documents.heartbeat("name", 3));
        caller.call(Operation.SEND_HEARTBEAT, Documents.heartbeat("name", 4));
        JsonNode page = Documents.MAPPER.readTree(caller.get("/received").body());
        assertThat(page.at("/requests/BatchPutMetrics/accepted").asInt()).isEqualTo(2);
        assertThat(page.at("/requests/BatchPutMetrics/rejected").asInt()).isEqualTo(1);
        assertThat(page.at("/requests/BatchPutMetrics/errors/ValidationException")
                        .asInt())
                .isEqualTo(1);
        assertThat(page.at("/requests/SendHeartbeat/accepted").asInt()).isEqualTo(2);
        assertThat(page.at("/unknownRequests").isNumber()).isTrue();
        assertThat(page.at("/items").asInt()).isEqualTo(3);
        assertThat(page.at("/itemErrors/INTERNAL_ERROR").isNumber()).isTrue();
        assertThat(page.at("/metrics/m0/count").asInt()).isEqualTo(2);
        assertThat(page.at("/metrics/m0/sum").asDouble()).isEqualTo(2);
        assertThat(page.at("/metrics/m0/last/value").asDouble()).isEqualTo(1);
        assertThat(page.at("/models/name/inferenceCount").asDouble()).isEqualTo(7);
        assertThat(page.at("/models/name/heartbeats").asInt()).isEqualTo(2);
        assertThat(page.at("/models/name/last/modelMetrics/0/value").asDouble()).isEqualTo(4);
        assertThat(page.at("/latestItems/2/metricName").asText()).isEqualTo("m0");
        assertThat(page.at("/latestHeartbeats/1/deviceName").asText()).isEqualTo("device");
    }

    @Test
    void theCallerChoosesHowManyItemsAreListed() throws Exception {
        for (int i = 0; i < 11; i++) {
            caller.call(Operation.BATCH_PUT_METRICS, Documents.metrics(10));
        }
        assertThat(listed("/received")).isEqualTo(100);
        assertThat(listed("/received?items=105")).isEqualTo(105);
        assertThat(listed("/received?items=0")).isZero();
        HttpResponse<String> wrong = caller.get("/received?items=-1");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("items=-1");
    }

    @Test
    void healthIsOneWord() throws Exception {
        assertThat(caller.get("/healthz").body()).isEqualTo("{\"status\":\"ok\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/BatchPutMetrics", "/BatchPutMetrics/", "/GetMetrics", "/received/all"})
    void whatIsNotServedIsNotFoundAndCounted(String path) throws Exception {
        HttpResponse<String> response = caller.post(path, "{}");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(SignedCaller.errorType(response)).isEqualTo("UnknownOperationException");
        assertThat(receiver.received().unknownRequests()).isEqualTo(1);
    }

    @Test
    void anUnsignedRequestIsRefused() throws Exception {
        HttpResponse<String> response = caller.post("/SendHeartbeat", Documents.heartbeat("name", 1));
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(SignedCaller.errorType(response)).isEqualTo("MissingAuthenticationTokenException");
    }

    @Test
    void itListensOnLoopbackOnly() throws Exception {
        assertThat(InetAddress.getByName(receiver.address().getHost()).isLoopbackAddress())
                .isTrue();
    }

    private int listed(String path) throws IOException, InterruptedException {
        return Documents.MAPPER
                .readTree(caller.get(path).body())
                .get("latestItems")
                .size();
    }
}
