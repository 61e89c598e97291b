package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.RunningJvm;
import io.inferometer.agent.it.app.EndingSlowly;
import io.inferometer.agent.it.app.Service;
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

    @OneJdk
    void theFirstWindowOfASmallContainerHasTheMachine(Jdk jdk) throws IOException, InterruptedException {
        Path cpu = Path.of("/sys/fs/cgroup/cpu");
        Path memory = Path.of("/sys/fs/cgroup/memory");
        assumeTrue(
                Files.isWritable(cpu)
                        && Files.exists(cpu.resolve("release_agent"))
                        && Files.exists(memory.resolve("release_agent")),
                "this user can make no group of version 1");
        String name = "inferometer-first-" + ProcessHandle.current().pid();
        Path cpuGroup = Files.createDirectory(cpu.resolve(name));
        Path memoryGroup = Files.createDirectory(memory.resolve(name));
        Path windows = directory.resolve("windows.jsonl");
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                .flags("-Xmx128m")
                .agent("exporters=file", "file.path=" + windows, "interval=1s")
                .start(Service.class)) {
            Files.writeString(cpuGroup.resolve("cpu.cfs_period_us"), "100000");
            Files.writeString(cpuGroup.resolve("cpu.cfs_quota_us"), "25000");
            Files.writeString(memoryGroup.resolve("memory.limit_in_bytes"), Long.toString(256L << 20));
            Files.writeString(cpuGroup.resolve("cgroup.procs"), Long.toString(jvm.pid()));
            Files.writeString(memoryGroup.resolve("cgroup.procs"), Long.toString(jvm.pid()));
            jvm.awaitOut("^called 1 ");
            long end = System.nanoTime() + 30_000_000_000L;
            while (!Files.exists(windows) || !Files.readString(windows).contains("\n")) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.sleep(50);
            }
            assertThat(jvm.finish().exitCode()).isZero();
        } finally {
            Files.delete(cpuGroup);
            Files.delete(memoryGroup);
        }
        List<JsonNode> first = new ArrayList<>();
        for (String line : Files.readAllLines(windows)) {
            JsonNode window = new ObjectMapper().readTree(line);
            if (window.path("window").asInt() == 1) {
                first.add(window.path("host"));
            }
        }
        // Of the container: 256 MiB.
        assertThat(first).singleElement().satisfies(host -> {
            assertThat(host.path("memoryPercent").asDouble()).isBetween(5.0, 100.0);
            assertThat(host.path("diskPercent").asDouble()).isBetween(0.0, 100.0);
        });
    }
}
