package io.inferometer.sample.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alarms and scaling queries of the documentation, evaluated by Prometheus; skipped, with a reason, without it. */
class DocumentedQueriesTest {

    private static final Pattern RULES = Pattern.compile("```yaml\n(groups:.*?)```", Pattern.DOTALL);
    private static final Pattern QUERY = Pattern.compile("(?m)^ +query: (.*)$");

    /** An endpoint whose requests wait, expire and fail, and another that is idle. */
    private static final String TEST = """
            rule_files: [rules.yml]
            evaluation_interval: 1m
            tests:
              - interval: 1m
                input_series:
                  - series: inferometer_async_backlog{endpoint="embeddings",variant="AllTraffic"}
                    values: '0+10x10'
                  - series: inferometer_async_backlog_without_capacity{endpoint="embeddings",variant="AllTraffic"}
                    values: '1x10'
                  - series: inferometer_async_oldest_seconds{endpoint="embeddings",variant="AllTraffic"}
                    values: '0+60x10'
                  - series: inferometer_async_requests_total{endpoint="embeddings",variant="AllTraffic",outcome="expired"}
                    values: '0+1x10'
                  - series: inferometer_async_requests_total{endpoint="embeddings",variant="AllTraffic",outcome="failure"}
                    values: '0+1x10'
                  - series: inferometer_async_requests_total{endpoint="embeddings",variant="AllTraffic",outcome="success"}
                    values: '0+9x10'
                  - series: inferometer_async_backlog{endpoint="idle",variant="AllTraffic"}
                    values: '0x10'
                  - series: inferometer_async_backlog_without_capacity{endpoint="idle",variant="AllTraffic"}
                    values: '0x10'
                  - series: inferometer_async_oldest_seconds{endpoint="idle",variant="AllTraffic"}
                    values: '0x10'
                  - series: inferometer_async_requests_total{endpoint="idle",variant="AllTraffic",outcome="expired"}
                    values: '0x10'
                  - series: inferometer_async_requests_total{endpoint="idle",variant="AllTraffic",outcome="failure"}
                    values: '0x10'
                  - series: inferometer_async_requests_total{endpoint="idle",variant="AllTraffic",outcome="success"}
                    values: '0+9x10'
                alert_rule_test:
            """;

    @TempDir
    private Path directory;

    @Test
    void alarmsFireAndQueriesAnswer() throws Exception {
        String page = Files.readString(Path.of("../../docs/async.md"));
        List<String> queries =
                QUERY.matcher(page).results().map(found -> found.group(1)).toList();
        assertThat(queries).hasSize(2);
        Files.writeString(directory.resolve("rules.yml"), rules(page));
        StringBuilder test = new StringBuilder(TEST);
        for (String alert : List.of("expired", "old", "failing", "no_capacity")) {
            test.append("      - {eval_time: 8m, alertname: ")
                    .append(alert)
                    .append(", exp_alerts: [{exp_labels: {endpoint: embeddings}}]}\n");
        }
        test.append("    promql_expr_test:\n");
        expect(test, queries.get(0), 80);
        expect(test, queries.get(1), 1);
        Files.writeString(directory.resolve("test.yml"), test);
        assertThat(promtool("test", "rules", "test.yml")).endsWith("SUCCESS\n\n0");
    }

    private static String rules(String page) {
        MatchResult found = RULES.matcher(page).results().findFirst().orElseThrow();
        return found.group(1);
    }

    private static void expect(StringBuilder test, String query, int value) {
        test.append("      - expr: '")
                .append(query)
                .append("'\n        eval_time: 8m\n        exp_samples: [{labels: '{}', value: ")
                .append(value)
                .append("}]\n");
    }

    private String promtool(String... arguments) throws InterruptedException, IOException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Path output = directory.resolve("output");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int status = process.waitFor();
            return Files.readString(output) + status;
        } catch (IOException e) {
            return Assumptions.abort("skipped: promtool is not installed; apt-get install prometheus");
        }
    }
}
