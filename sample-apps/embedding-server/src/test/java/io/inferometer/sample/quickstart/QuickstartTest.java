package io.inferometer.sample.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {

    private static final List<String> ALL = List.of(
            "http",
            "sagemaker-metrics",
            "sagemaker-edge",
            "cloudwatch",
            "cloudwatch-logs",
            "sentinel",
            "statsd",
            "file");

    private static final String SNAPSHOT = """
            {"schema":1,"models":[
              {"library":"onnxruntime","name":"minilm","version":"","inFlight":2,
               "recent":{"ratePerSecond":12.5,"p50Micros":7250.5,"p99Micros":null},
               "total":{"count":9,"outcomes":{"success":6,"client_error":1,"server_error":2,"cancelled":0}}},
              {"library":"config","name":"a","version":"v2","total":{"count":1}}]}
            """;

    private static final String RECEIVED = """
            {"requests":{"BatchPutMetrics":{"accepted":3,"rejected":0,"errors":{}},
                         "SendHeartbeat":{"accepted":2,"rejected":0,"errors":{}},
                         "PutMetricData":{"accepted":1,"rejected":0,"errors":{}},
                         "RegisterRun":{"accepted":1,"rejected":0},"FinishRun":{"accepted":1,"rejected":0},
                         "PutObject":{"accepted":2,"rejected":0},
                         "PutLogEvents":{"accepted":4,"rejected":1,"errors":{"ResourceNotFoundException":1}}},
             "metricData":{"series":[
                {"metricName":"Invocations","dimensions":{"EndpointName":"e","VariantName":"v"},"statistics":{"sum":10}},
                {"metricName":"Invocations","dimensions":{"EndpointName":"e","VariantName":"v","ModelName":"m"},
                 "statistics":{"sum":9}},
                {"metricName":"Invocations","dimensions":{"EndpointName":"e","VariantName":"v","ModelName":"a"},
                 "statistics":{"sum":1}},
                {"metricName":"ModelLatency","dimensions":{"EndpointName":"e","VariantName":"v","ModelName":"a"},
                 "statistics":{"sum":77}}]},
             "logs":{"rejected":0,"embeddedWrong":0,"metrics":{"series":[
                {"metricName":"Invocations","dimensions":{"EndpointName":"e","VariantName":"v"},"statistics":{"sum":10}},
                {"metricName":"Invocations","dimensions":{"EndpointName":"e","VariantName":"v","ModelName":"m"},
                 "statistics":{"sum":10}}]}},
             "sentinel":{"registered":1,"finished":1,"latest":[{"dataUris":["s3://b/1","s3://b/2"],"rows":12,"repeatedRows":0}]},
             "itemErrors":{"CONFLICT_ERROR":0},
             "metrics":{"onnxruntime/minilm/Invocations":{"count":3,"sum":9.0},
                        "config/a@v2/Invocations":{"count":1,"sum":1.0},
                        "onnxruntime/minilm/Invocation5XXErrors":{"count":3,"sum":2.0}},
             "models":{"minilm":{"heartbeats":2,"inferenceCount":9.0},"a":{"heartbeats":2,"inferenceCount":1.0}}}
            """;

    private static final String STATSD = """
            {"datagrams":5,"longest":1400,"brokenLines":0,"series":[
              {"name":"inferometer.inference_duration_seconds.exact_count","type":"c","tags":{"model":"m"},"sum":9},
              {"name":"inferometer.inference_duration_seconds.exact_count","type":"c","tags":{"model":"a"},"sum":1},
              {"name":"inferometer.inference_duration_seconds","type":"d","tags":{"model":"a"},"values":7,"sum":0.5}]}
            """;

    @TempDir
    Path directory;

    @Test
    void booksThatAgreeAreGood() throws IOException {
        Verdict verdict = verdict(10, 0, RECEIVED, ALL);

        assertThat(verdict.isGood()).as(verdict.toString()).isTrue();
        assertThat(verdict.toString()).contains("sagemaker-metrics").doesNotContain("MISMATCH");
    }

    @Test
    void aMissingInvocationIsAMismatchOfEachWhoLacksIt() throws IOException {
        Verdict verdict = verdict(11, 0, RECEIVED, ALL);

        assertThat(verdict.isGood()).isFalse();
        assertThat(verdict.toString().split("MISMATCH: -1 invocations", -1)).hasSize(10);
    }

    @Test
    void aRunThatIsNotWholeIsAMismatch() throws IOException {
        List<String> runs = List.of("sentinel");
        assertThat(verdict(10, 0, RECEIVED, runs).toString())
                .contains("sentinel, rows")
                .doesNotContain("MISMATCH");
        assertThat(verdict(10, 0, RECEIVED.replace("\"finished\":1", "\"finished\":0"), runs)
                        .toString())
                .contains("MISMATCH: not one run");
        assertThat(verdict(10, 0, RECEIVED.replace("\"s3://b/1\",", ""), runs).toString())
                .contains("MISMATCH: uploads");
        assertThat(verdict(10, 0, RECEIVED.replace("\"repeatedRows\":0", "\"repeatedRows\":1"), runs)
                        .toString())
                .contains("MISMATCH: rows came twice");
        assertThat(verdict(10, 0, RECEIVED.replace("\"rows\":12", "\"rows\":8"), runs)
                        .toString())
                .contains("MISMATCH: rows are missing");
    }

    @Test
    void whatWasRefusedOrNeverSentIsAMismatch() throws IOException {
        String refused = RECEIVED.replace("\"CONFLICT_ERROR\":0", "\"CONFLICT_ERROR\":1");
        String broken = RECEIVED.replace("\"embeddedWrong\":0", "\"embeddedWrong\":1");
        String halved = RECEIVED.replace("\"statistics\":{\"sum\":9}", "\"statistics\":{\"sum\":8}");
        String silent = RECEIVED.replace("{\"accepted\":2", "{\"accepted\":0");

        assertThat(verdict(10, 0, refused, ALL).toString()).contains("some refused");
        assertThat(verdict(10, 0, broken, List.of("cloudwatch-logs")).toString())
                .contains("some refused");
        assertThat(verdict(10, 0, halved, List.of("cloudwatch")).toString())
                .containsOnlyOnce("MISMATCH: -1 invocations");
        assertThat(verdict(10, 0, silent, ALL).toString()).contains("nothing accepted");
        assertThat(verdict(10, 0, silent, List.of("http", "sagemaker-metrics")).isGood())
                .as("an exporter that was not named does not matter")
                .isTrue();
    }

    @Test
    void aFailedRequestOrNoneAtAllProvesNothing() throws IOException {
        assertThat(verdict(10, 1, RECEIVED, ALL).isGood()).isFalse();
        assertThat(verdict(0, 0, "{}", List.of("http")).isGood()).isFalse();
    }

    @Test
    void documentsOfAnotherShapeAreAMismatchNotACrash() throws IOException {
        assertThat(verdict(10, 0, "{}", ALL).isGood()).isFalse();
        assertThat(verdict(10, 0, "{\"requests\":[],\"metrics\":3,\"models\":\"?\"}", ALL)
                        .isGood())
                .isFalse();
    }

    @Test
    void aBrokenLineInTheFileIsCounted() throws IOException {
        Path file = Files.writeString(directory.resolve("x"), "{\"models\":[{\"invocations\":4}]}\n{\"mod\n");

        assertThat(FileBooks.of(file)).isEqualTo(new FileBooks(1, 1, 4));
        assertThat(FileBooks.of(directory.resolve("none"))).isEqualTo(new FileBooks(0, 0, 0));
    }

    @Test
    void theSummaryShowsEveryModelAndWhatWasAccepted() throws IOException {
        AgentBooks agent = AgentBooks.of(Documents.parse(SNAPSHOT));
        ReceiverBooks receiver = ReceiverBooks.of(Documents.parse(RECEIVED));

        assertThat(Watch.table(agent, receiver).lines())
                .hasSize(4)
                .anyMatch(line -> line.matches("onnxruntime/minilm +9 .* 3 +2"))
                .anyMatch(line -> line.startsWith("config/a@v2 "));
        assertThat(Watch.lines(agent, receiver))
                .contains("onnxruntime/minilm: count 9, 12.5/s, p50 7.25")
                .contains("errors 3; receiver accepted: BatchPutMetrics 3 (10 invocations), "
                        + "SendHeartbeat 2 (10 invocations), PutMetricData 1 (10 invocations), "
                        + "PutLogEvents 4 (10 invocations)");
    }

    private Verdict verdict(long texts, long failures, String received, List<String> exporters) throws IOException {
        Path file = Files.writeString(
                directory.resolve("windows.jsonl"),
                "{\"models\":[{\"invocations\":4},{\"invocations\":5}]}\n{\"models\":[{\"invocations\":1}]}\n");
        JsonNode load = Documents.parse("{\"seconds\":10.4,\"texts\":" + texts + ",\"failures\":" + failures + "}");
        return Quickstart.verdict(
                load,
                Documents.parse(SNAPSHOT),
                Documents.parse(received),
                Documents.parse(received.equals("{}") ? received : STATSD),
                exporters,
                FileBooks.of(file));
    }
}
