package io.inferometer.receiver;

import static io.inferometer.receiver.Documents.change;
import static io.inferometer.receiver.Documents.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferometer.receiver.fault.Fault;
import io.inferometer.receiver.operation.Operation;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule of {@code PutMetricData}, broken and kept to its limit, over HTTP. */
class MetricDataRulesTest extends RulesFixture {
    private static final String INVALID = "InvalidParameterValueException";
    private static final String MISSING = "MissingRequiredParameterException";
    private static final String COMBINATION = "InvalidParameterCombinationException";
    private static final String BASE = Documents.metricDatum("m", 1);
    private static final String D = "/MetricData/0";

    static Stream<Arguments> broken() {
        return Stream.of(
                arguments("/Namespace", "", MISSING),
                arguments("/Namespace", "\"\"", INVALID),
                arguments("/Namespace", quoted(256), INVALID),
                arguments("/Namespace", "\":a\"", INVALID),
                arguments("/Namespace", "\"a*\"", INVALID),
                arguments("/Namespace", "\"AWS/SageMaker\"", INVALID),
                arguments("/MetricData", "", MISSING),
                arguments("/MetricData", "[]", INVALID),
                arguments("/MetricData", data(1001), INVALID),
                arguments("/StrictEntityValidation", "\"true\"", INVALID),
                arguments("/Unknown", "1", INVALID),
                arguments(D + "/MetricName", "", MISSING),
                arguments(D + "/MetricName", "\"\"", INVALID),
                arguments(D + "/MetricName", quoted(256), INVALID),
                arguments(D + "/Dimensions", dimensions(31), INVALID),
                arguments(D + "/Dimensions/0/Name", "", MISSING),
                arguments(D + "/Dimensions/0/Name", "\":n\"", INVALID),
                arguments(D + "/Dimensions/0/Name", "\" \"", INVALID),
                arguments(D + "/Dimensions/0/Name", "\"\u00e9\"", INVALID),
                arguments(D + "/Dimensions/0/Name", quoted(256), INVALID),
                arguments(D + "/Dimensions/0/Value", "\"\"", INVALID),
                arguments(D + "/Dimensions/0/Value", "\"  \"", INVALID),
                arguments(D + "/Dimensions/0/Value", "\"a\\nb\"", INVALID),
                arguments(D + "/Dimensions/0/Value", quoted(1025), INVALID),
                arguments(
                        D + "/Dimensions",
                        "[{\"Name\":\"a\",\"Value\":\"1\"},{\"Name\":\"a\",\"Value\":\"2\"}]",
                        INVALID),
                arguments(D + "/Timestamp", "\"2026-01-02T03:04:05Z\"", INVALID),
                arguments(D + "/Timestamp", Long.toString(Instant.now().getEpochSecond() - 1_209_700), INVALID),
                arguments(D + "/Timestamp", Long.toString(Instant.now().getEpochSecond() + 7_300), INVALID),
                arguments(D + "/Value", "", MISSING),
                arguments(D + "/Value", "\"NaN\"", INVALID),
                arguments(D + "/Value", "2.4e108", INVALID),
                arguments(D + "/Values", "[1]", COMBINATION),
                arguments(D + "/Counts", "[1]", COMBINATION),
                arguments(D + "/StatisticValues", statistics(1, 1, 1, 1), COMBINATION),
                arguments(D + "/Unit", "\"Requests\"", INVALID),
                arguments(D + "/StorageResolution", "30", INVALID),
                arguments(D + "/StorageResolution", "1.5", INVALID));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aRequestThatBreaksARuleIsRefused(String pointer, String value, String code) throws Exception {
        assertRefused(change(BASE, pointer, value), code);
    }

    static Stream<Arguments> brokenValues() {
        return Stream.of(
                arguments("/Values", numbers(151), INVALID),
                arguments("/Values", "[]", INVALID),
                arguments("/Values", "[\"Infinity\"]", INVALID),
                arguments("/StatisticValues", statistics(0, 1, 1, 1), INVALID),
                arguments("/StatisticValues", statistics(2, 3, 2, 1), COMBINATION),
                arguments("/StatisticValues", "{\"SampleCount\":1,\"Sum\":1,\"Minimum\":1}", MISSING));
    }

    @ParameterizedTest
    @MethodSource("brokenValues")
    void valuesThatBreakARuleAreRefused(String member, String value, String code) throws Exception {
        assertRefused(change(change(BASE, D + "/Value", ""), D + member, value), code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "[1,1,1]", "[1,-1]"})
    void countsMustFitTheirValues(String counts) throws Exception {
        String values = change(change(BASE, D + "/Value", ""), D + "/Values", "[1,2]");
        assertRefused(change(values, D + "/Counts", counts), INVALID);
        assertThat(put(change(values, D + "/Counts", "[1,0]")).statusCode()).isEqualTo(200);
    }

    static Stream<Arguments> keptToTheLimit() {
        return Stream.of(
                arguments("/Namespace", "\"/aws/sagemaker/Endpoints#a:b c\""),
                arguments("/Namespace", quoted(255)),
                arguments("/MetricData", data(1000)),
                arguments(D + "/MetricName", quoted(255)),
                arguments(D + "/Dimensions", dimensions(30)),
                arguments(D + "/Dimensions", "[]"),
                arguments(D + "/Dimensions", ""),
                arguments(D + "/Dimensions/0/Name", quoted(255)),
                arguments(D + "/Dimensions/0/Value", quoted(1024)),
                arguments(D + "/Timestamp", ""),
                arguments(D + "/Timestamp", Long.toString(Instant.now().getEpochSecond() - 1_209_500)),
                arguments(D + "/Timestamp", Long.toString(Instant.now().getEpochSecond() + 7_100)),
                arguments(D + "/Value", "-2.3e108"),
                arguments(D + "/Unit", "\"Count/Second\""),
                arguments(D + "/StorageResolution", "60"));
    }

    @ParameterizedTest
    @MethodSource("keptToTheLimit")
    void aRequestThatGoesToTheLimitIsAccepted(String pointer, String value) throws Exception {
        HttpResponse<String> response = put(change(BASE, pointer, value));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    @Test
    void dataOfEntitiesCountLikeAllOthers() throws Exception {
        String entities = "[{\"Entity\":{\"KeyAttributes\":{\"Type\":\"Service\",\"Name\":\"s\"}},\"MetricData\":%s}]";
        assertThat(put(change(BASE, "/EntityMetricData", entities.formatted(data(999))))
                        .statusCode())
                .isEqualTo(200);
        assertThat(receiver.received().metricData().data()).isEqualTo(1000);
        assertThat(put(change(BASE, "/EntityMetricData", entities.formatted(data(1000))))
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Namespace=n|MissingParameter",
                "Namespace=n&MetricData.member.2.MetricName=m|InvalidParameterValue",
                "Namespace=n&MetricData.member.1.MetricName=m&MetricData.member.1.Value=NaN|InvalidParameterValue",
                "Namespace=n&MetricData.member.1.MetricName=m&MetricData.member.1.Value=0x1|InvalidParameterValue",
                "Namespace=n&MetricData.member.1.MetricName=m&MetricData.member.1.Value=1&MetricData.member.1"
                        + ".Timestamp=1|InvalidParameterValue",
                "Namespace=n&Namespace=n|MalformedQueryString",
                "Namespace=%ZZ|MalformedQueryString",
                "Namespace|MalformedQueryString",
            })
    void aFormIsRefusedInXml(String parameters, String code) throws Exception {
        HttpResponse<String> response = form("Action=PutMetricData&Version=2010-08-01&" + parameters);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .startsWith(
                        "<ErrorResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\"><Error><Type>Sender"
                                + "</Type><Code>" + code + "</Code><Message>");
        assertThat(response.headers().firstValue("x-amzn-errortype")).isEmpty();
    }

    @Test
    void aFormNeedsItsActionAndMayWriteDoublesAsItLikes() throws Exception {
        String datum = "&Namespace=n&MetricData.member.1.MetricName=m&MetricData.member.1.Values.member.1=1"
                + "&MetricData.member.1.Values.member.2=2.5e0";
        assertThat(form("Action=PutMetricAlarm&Version=2010-08-01" + datum).body())
                .contains("<Code>InvalidAction<");
        assertThat(form("Action=PutMetricData&Version=2010-08-01" + datum).statusCode())
                .isEqualTo(200);
        assertThat(receiver.received().metricData().latest().get(0).values()).containsExactly(1.0, 2.5);
    }

    @Test
    void throttlingHasANameOfItsOwnInTheQueryProtocol() throws Exception {
        receiver.faults(Fault.throttle());
        HttpResponse<String> response = form("Action=PutMetricData&Version=2010-08-01&Namespace=n"
                + "&MetricData.member.1.MetricName=m&MetricData.member.1.Value=1");
        assertThat(response.body()).contains("<Code>Throttling</Code>");
        assertThat(receiver.received().requests().get(Operation.PUT_METRIC_DATA).errors())
                .containsOnlyKeys("ThrottlingException");
    }

    private static void assertRefused(String body, String code) throws Exception {
        HttpResponse<String> response = put(body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        JsonNode error = Documents.MAPPER.readTree(response.body());
        assertThat(error.get("__type").textValue()).as(response.body()).isEqualTo(code);
        assertThat(receiver.received().metricData().data()).isZero();
    }

    private static HttpResponse<String> put(String body) throws IOException, InterruptedException {
        return caller.call(Operation.PUT_METRIC_DATA, body);
    }

    private static HttpResponse<String> form(String body) throws IOException, InterruptedException {
        return caller.call(Operation.PUT_METRIC_DATA, body, "application/x-www-form-urlencoded; charset=utf-8");
    }

    private static String data(int number) {
        return "[" + String.join(",", Collections.nCopies(number, "{\"MetricName\":\"m\",\"Value\":1}")) + "]";
    }

    private static String dimensions(int number) {
        StringBuilder dimensions = new StringBuilder("[");
        for (int i = 0; i < number; i++) {
            dimensions.append(i == 0 ? "" : ",").append("{\"Name\":\"d" + i + "\",\"Value\":\"v\"}");
        }
        return dimensions.append("]").toString();
    }

    private static String numbers(int number) {
        return "[" + String.join(",", Collections.nCopies(number, "1")) + "]";
    }

    private static String statistics(double samples, double sum, double minimum, double maximum) {
        return "{\"SampleCount\":%s,\"Sum\":%s,\"Minimum\":%s,\"Maximum\":%s}"
                .formatted(samples, sum, minimum, maximum);
    }
}
