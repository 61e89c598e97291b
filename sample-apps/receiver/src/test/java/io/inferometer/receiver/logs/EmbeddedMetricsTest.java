package io.inferometer.receiver.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.receiver.cloudwatch.MetricDatum;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedMetricsTest {
    private static final String GOOD = """
            {"_aws":{"Timestamp":1767323045678,"CloudWatchMetrics":[{"Namespace":"n",
            "Dimensions":[["E"],["E","V"],[]],"Metrics":[{"Name":"m","Unit":"Count","StorageResolution":1}]}]},
            "E":"e","V":"v","m":[1,2.5],"other":{"free":true}}""";

    @Test
    void everySetOfDimensionsMakesADatum() {
        EmbeddedMetrics document = EmbeddedMetrics.parse(GOOD).orElseThrow();
        assertThat(document.breaches()).isEmpty();
        assertThat(document.data())
                .extracting(MetricDatum::dimensions)
                .isEqualTo(List.of(Map.of("E", "e"), Map.of("E", "e", "V", "v"), Map.of()));
        assertThat(document.data().get(0))
                .isEqualTo(new MetricDatum(
                        "n",
                        "m",
                        Map.of("E", "e"),
                        1767323045.678,
                        "Count",
                        1,
                        new MetricDatum.Statistics(2, 3.5, 1, 2.5),
                        List.of(1.0, 2.5),
                        List.of(1.0, 1.0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain text", "{\"a\":1}", "{\"a\":\"\\\"_aws\\\"\"}", "{\"a\":{\"_aws\":1}}"})
    void anyOtherMessageIsNone(String message) {
        assertThat(EmbeddedMetrics.parse(message)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"_aws\"|{{\"_aws\"|not one JSON object",
                "{\"free\":true}}|{\"free\":true}} x|not one JSON object",
                "\"Timestamp\":1767323045678|\"Timestamp\":1.5|_aws.Timestamp: expected an integer",
                "\"Timestamp\":1767323045678,||_aws.Timestamp: expected this member",
                "\"CloudWatchMetrics\"|\"Metrics\"|_aws.CloudWatchMetrics: expected this member",
                "\"Namespace\":\"n\"|\"Namespace\":\"AWS/n\"|Namespace: expected a full match",
                "\"Unit\":\"Count\"|\"Unit\":\"count\"|Unit: expected one of",
                "\"StorageResolution\":1|\"StorageResolution\":5|expected 1 or 60",
                "\"E\":\"e\"|\"E\":1|E: expected a string",
                "\"V\":\"v\"|\"W\":\"v\"|V: expected a string",
                "\"V\":\"v\"|\"V\":\" \"|V: expected a full match",
                "\"m\":[1,2.5]|\"m\":\"1\"|m: expected a number",
                "\"m\":[1,2.5]|\"x\":1|m: expected a number",
                "\"m\":[1,2.5]|\"m\":{\"v\":1}|m: expected a number",
                "\"m\":[1,2.5]|\"m\":[1,\"NaN\"]|m[1]: expected a number",
            })
    void eachRuleIsChecked(String found, String replacement, String breach) {
        assertThat(GOOD).contains(found);
        EmbeddedMetrics document = EmbeddedMetrics.parse(GOOD.replace(found, replacement == null ? "" : replacement))
                .orElseThrow();
        assertThat(document.breaches()).contains(breach);
        assertThat(document.data()).isEmpty();
    }

    @Test
    void valuesMetricsAndDimensionsAreLimited() {
        assertThat(breaches("[1,2.5]", numbers(100))).isEmpty();
        assertThat(breaches("[1,2.5]", numbers(101))).contains("0 to 100 elements");
        String metric = "{\"Name\":\"m\"}";
        assertThat(breaches("{\"Name\":\"m\",\"Unit\":\"Count\",\"StorageResolution\":1}", repeat(metric, 101)))
                .contains("0 to 100 elements");
        assertThat(breaches("[\"E\",\"V\"]", "[" + repeat("\"E\"", 31) + "]")).contains("0 to 30 elements");
    }

    @Test
    void wrongDocumentsAreShownAndTheirMetricsAreNotCounted() {
        LogBooks books = new LogBooks();
        books.put("g", "s", List.of(event(GOOD), event(GOOD.replace("\"v\"", "7")), event("text")), 0, 0);
        ReceivedLogs logs = books.snapshot();
        assertThat(logs.events()).isEqualTo(3);
        assertThat(logs.embedded()).isEqualTo(2);
        assertThat(logs.embeddedWrong()).isEqualTo(1);
        assertThat(logs.latestBreaches()).singleElement().asString().contains("V: expected a string");
        assertThat(logs.metrics().sumBy("m", Set.of("E"))).isEqualTo(3.5);
    }

    private static String breaches(String found, String replacement) {
        return EmbeddedMetrics.parse(GOOD.replace(found, replacement))
                .orElseThrow()
                .breaches();
    }

    private static String numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]"));
    }

    private static String repeat(String text, int count) {
        return IntStream.range(0, count).mapToObj(i -> text).collect(Collectors.joining(","));
    }

    private static LogEvent event(String message) {
        return new LogEvent("g", "s", 1, message);
    }
}
