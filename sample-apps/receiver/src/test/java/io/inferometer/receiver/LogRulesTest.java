package io.inferometer.receiver;

import static io.inferometer.receiver.Documents.change;
import static io.inferometer.receiver.Documents.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferometer.receiver.operation.Operation;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of CloudWatch Logs, broken and kept to their limits, over HTTP. */
class LogRulesTest extends RulesFixture {
    private static final String GROUP = "{\"logGroupName\":\"g\"}";
    private static final String STREAM = "{\"logGroupName\":\"g\",\"logStreamName\":\"s\"}";
    private static final String EVENTS = """
            {"logGroupName":"g","logStreamName":"s","logEvents":[{"timestamp":%d,"message":"x"}]}""".formatted(Instant.now().toEpochMilli());
    private static final String RETENTION = "{\"logGroupName\":\"g\",\"retentionInDays\":7}";

    @BeforeEach
    void create() throws Exception {
        caller.call(Operation.CREATE_LOG_GROUP, GROUP);
        caller.call(Operation.CREATE_LOG_STREAM, STREAM);
    }

    static Stream<Arguments> broken() {
        String name = "/logGroupName";
        return Stream.of(
                arguments(Operation.CREATE_LOG_GROUP, GROUP, name, ""),
                arguments(Operation.CREATE_LOG_GROUP, GROUP, name, "\"\""),
                arguments(Operation.CREATE_LOG_GROUP, GROUP, name, quoted(513)),
                arguments(Operation.CREATE_LOG_GROUP, GROUP, name, "\"a:b\""),
                arguments(Operation.CREATE_LOG_GROUP, GROUP, name, "\"aws/sagemaker\""),
                arguments(Operation.CREATE_LOG_GROUP, GROUP, "/logGroupClass", "\"GLACIER\""),
                arguments(Operation.CREATE_LOG_GROUP, GROUP, "/tags", "{}"),
                arguments(Operation.CREATE_LOG_GROUP, GROUP, "/tags", "{\"k*\":\"v\"}"),
                arguments(Operation.CREATE_LOG_GROUP, GROUP, "/deletionProtectionEnabled", "1"),
                arguments(Operation.CREATE_LOG_GROUP, GROUP, "/retentionInDays", "7"),
                arguments(Operation.CREATE_LOG_STREAM, STREAM, "/logStreamName", ""),
                arguments(Operation.CREATE_LOG_STREAM, STREAM, "/logStreamName", "\"a:b\""),
                arguments(Operation.CREATE_LOG_STREAM, STREAM, "/logStreamName", "\"a*b\""),
                arguments(Operation.CREATE_LOG_STREAM, STREAM, "/logStreamName", quoted(513)),
                arguments(Operation.PUT_RETENTION_POLICY, RETENTION, "/retentionInDays", ""),
                arguments(Operation.PUT_RETENTION_POLICY, RETENTION, "/retentionInDays", "2"),
                arguments(Operation.PUT_RETENTION_POLICY, RETENTION, "/retentionInDays", "\"7\""),
                arguments(Operation.GET_LOG_EVENTS, STREAM, "/logGroupName", ""),
                arguments(Operation.GET_LOG_EVENTS, STREAM, "/logGroupIdentifier", "\"g\""),
                arguments(Operation.GET_LOG_EVENTS, STREAM, "/logStreamName", ""),
                arguments(Operation.GET_LOG_EVENTS, STREAM, "/limit", "0"),
                arguments(Operation.GET_LOG_EVENTS, STREAM, "/limit", "10001"),
                arguments(Operation.GET_LOG_EVENTS, STREAM, "/startTime", "-1"),
                arguments(Operation.GET_LOG_EVENTS, STREAM, "/endTime", "\"1\""),
                arguments(Operation.GET_LOG_EVENTS, STREAM, "/startFromHead", "\"true\""),
                arguments(Operation.GET_LOG_EVENTS, STREAM, "/nextToken", "\"\""),
                arguments(Operation.GET_LOG_EVENTS, STREAM, "/nextToken", "\"anything\""),
                arguments(Operation.GET_LOG_EVENTS, STREAM, "/nextToken", "\"f/0/0\""),
                arguments(Operation.GET_LOG_EVENTS, STREAM, "/order", "1"),
                arguments(Operation.PUT_LOG_EVENTS, EVENTS, "/logEvents", ""),
                arguments(Operation.PUT_LOG_EVENTS, EVENTS, "/logEvents", "[]"),
                arguments(Operation.PUT_LOG_EVENTS, EVENTS, "/logEvents/0/timestamp", ""),
                arguments(Operation.PUT_LOG_EVENTS, EVENTS, "/logEvents/0/timestamp", "-1"),
                arguments(Operation.PUT_LOG_EVENTS, EVENTS, "/logEvents/0/timestamp", "1.5"),
                arguments(Operation.PUT_LOG_EVENTS, EVENTS, "/logEvents/0/message", ""),
                arguments(Operation.PUT_LOG_EVENTS, EVENTS, "/logEvents/0/message", "1"),
                arguments(Operation.PUT_LOG_EVENTS, EVENTS, "/logEvents/0/level", "1"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aRequestThatBreaksARuleIsRefused(Operation operation, String base, String pointer, String value)
            throws Exception {
        HttpResponse<String> response = caller.call(operation, change(base, pointer, value));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        JsonNode error = Documents.MAPPER.readTree(response.body());
        assertThat(error.get("__type").textValue()).isEqualTo("InvalidParameterException");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/x-amz-json-1.1");
    }

    static Stream<Arguments> keptToTheLimit() {
        return Stream.of(
                arguments(Operation.CREATE_LOG_GROUP, GROUP, "/logGroupName", quoted(512)),
                arguments(Operation.CREATE_LOG_GROUP, GROUP, "/logGroupName", "\"/aws/sagemaker/Endpoints/e.p-1_2#3\""),
                arguments(Operation.CREATE_LOG_STREAM, STREAM, "/logStreamName", quoted(512)),
                arguments(Operation.CREATE_LOG_STREAM, STREAM, "/logStreamName", "\"AllTraffic/i-1/data-log\""),
                arguments(Operation.PUT_RETENTION_POLICY, RETENTION, "/retentionInDays", "3653"),
                arguments(Operation.GET_LOG_EVENTS, STREAM, "/limit", "10000"),
                arguments(Operation.GET_LOG_EVENTS, STREAM, "/unmask", "true"),
                arguments(Operation.GET_LOG_EVENTS, STREAM, "/nextToken", "\"b/0/0\""),
                arguments(Operation.PUT_LOG_EVENTS, EVENTS, "/sequenceToken", "\"anything\""));
    }

    @ParameterizedTest
    @MethodSource("keptToTheLimit")
    void aRequestThatGoesToTheLimitIsAccepted(Operation operation, String base, String pointer, String value)
            throws Exception {
        HttpResponse<String> response = caller.call(operation, change(base, pointer, value));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[] []", "{\"a\":1,\"a\":2}"})
    void aBodyThatIsNoJsonIsRefused(String body) throws Exception {
        assertThat(caller.call(Operation.PUT_LOG_EVENTS, body).body()).contains("SerializationException");
    }
}
