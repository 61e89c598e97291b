package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.RunningJvm;
import io.inferometer.agent.it.app.EndingSlowly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that ends as soon as it has called a model has figures of the machine all the same, and once. */
class FirstFiguresIT {

    @TempDir
    Path directory;

    @OneJdk
    void theOnlyWindowOfAShortRunHasTheMachine(Jdk jdk) throws IOException {
        Path windows = directory.resolve("windows.jsonl");
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                .agent(
                        "methods=" + EndingSlowly.class.getName() + "#score@score",
                        "exporters=file",
                        "file.path=" + windows,
                        "interval=1h")
                .start(EndingSlowly.class, "0", "false")) {
            jvm.awaitOut("^ready$");
            assertThat(jvm.finish().exitCode()).isZero();
        }

        List<JsonNode> hosts = new ArrayList<>();
        for (String line : Files.readAllLines(windows)) {
            JsonNode host = new ObjectMapper().readTree(line).path("host");
            if (host.size() > 0) {
                hosts.add(host);
            }
        }
        assertThat(hosts).singleElement().satisfies(host -> {
            assertThat(host.path("memoryPercent").asDouble()).isBetween(1.0, 100.0);
            assertThat(host.path("diskPercent").asDouble()).isBetween(0.0, 100.0);
        });
    }
}
