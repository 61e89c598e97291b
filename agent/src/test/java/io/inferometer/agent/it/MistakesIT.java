package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.app.Service;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong costs a line that says what to do, never the application. */
@Tag("safety")
class MistakesIT {

    @TempDir
    Path directory;

    @OneJdk
    void aTakenPortIsReplacedByAFreeOne(Jdk jdk) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RunningJvm jvm = ForkedJvm.of(jdk)
                        .agent("http.port=" + taken.getLocalPort())
                        .start(Service.class)) {
            Metrics metrics = jvm.metrics();
            assertThat(metrics.address().getPort()).isNotEqualTo(taken.getLocalPort());
            assertThat(metrics.get("healthz")).isNotEmpty();
            List<String> lines = jvm.finish().errLines();
            assertThat(lines).hasSize(2);
            assertThat(lines.get(0))
                    .contains(
                            " WARN http.port=" + taken.getLocalPort() + " cannot be opened",
                            metrics.address().toString(),
                            "set http.port");
            assertThat(lines.get(1)).contains(" INFO ").endsWith("; dashboard " + metrics.address());
        }
    }

    @OneJdk
    void whereNothingCanBeWrittenOneLineForEachFileSaysSo(Jdk jdk) throws Exception {
        Path readOnly = Files.createDirectory(directory.resolve("read-only"));
        Files.setPosixFilePermissions(
                readOnly, Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE));
        Path missing = directory.resolve("missing");
        Path log = missing.resolve("agent.log");
        Path windows = missing.resolve("windows.jsonl");
        ForkedJvm fork = ForkedJvm.of(jdk)
                .directory(readOnly)
                .agent("exporters=http,file", "interval=1s", "log.file=" + log, "file.path=" + windows);
        try (RunningJvm jvm = fork.start(Service.class)) {
            jvm.awaitErr("WARN .*file\\.path");
            jvm.awaitErr("WARN log\\.file");
            jvm.send("5");
            jvm.awaitOut("^called 5 10$");
            assertThat(jvm.metrics().calls("success")).containsEntry("annotated", 6L);
            Result result = jvm.finish();
            assertThat(result.exitCode()).isZero();
            assertThat(result.errLines()).isEqualTo(result.agentLines());
            assertThat(result.errLines())
                    .filteredOn(line -> line.contains(log.toString()))
                    .singleElement()
                    .asString()
                    .contains(" WARN ", "log.file", "Name a file in a directory");
            assertThat(result.errLines())
                    .filteredOn(line -> line.contains(windows.toString()))
                    .singleElement()
                    .asString()
                    .contains(" WARN ", "file.path");
        }
        try (var left = Files.list(readOnly)) {
            assertThat(left).isEmpty();
        }
        assertThat(missing).doesNotExist();
    }

    @OneJdk
    void everyWrongValueAndUnknownKeyIsNamedWithWhatIsExpected(Jdk jdk) {
        ForkedJvm fork = ForkedJvm.of(jdk)
                .agent(
                        "interval=banana",
                        "max-series=-3",
                        "intervall=5s",
                        "exporters=http,prometheus",
                        "http.host=no.such.host.invalid")
                .flags("-Dinferometer.log.level=loud", "-Dinferometer.http.prt=1")
                .environment("INFEROMETER_HOST_ENABLE", "false")
                .environment("INFEROMETER_SHUTDOWN_TIMEOUT", "soon");
        try (RunningJvm jvm = fork.start(Service.class)) {
            jvm.awaitErr("http\\.host=no\\.such\\.host\\.invalid");
            Result result = jvm.finish();
            assertThat(result.exitCode()).isZero();
            assertThat(result.out()).isEqualTo("called 1 2\n");
            assertThat(result.errLines()).isEqualTo(result.agentLines());
            assertOne(result, "interval=banana (agent options): expected a duration", "the default is used: 10s");
            assertOne(result, "max-series=-3 (agent options): expected a whole number", "the default is used: 1000");
            assertOne(result, "intervall (agent options): unknown key", "nearest known key is interval");
            assertOne(result, "exporters=prometheus (agent options): expected any of http");
            assertOne(result, "log.level=loud (system property inferometer.log.level): expected one of");
            assertOne(result, "http.prt (system property inferometer.http.prt): unknown key", "is http.port");
            assertOne(result, "INFEROMETER_HOST_ENABLE (environment): unknown variable", "INFEROMETER_HOST_ENABLED");
            assertOne(result, "shutdown.timeout=soon (environment INFEROMETER_SHUTDOWN_TIMEOUT): expected a duration");
            assertOne(result, "http.host=no.such.host.invalid is not known here: use 127.0.0.1");
            assertThat(result.errLines()).hasSize(9);
        }
    }

    @OneJdk
    void aMissingFileOfOptionsIsNamed(Jdk jdk) {
        String file = directory.resolve("missing.properties").toString();
        for (String options : List.of(file, "http.port=0,config=" + file)) {
            try (RunningJvm jvm = ForkedJvm.of(jdk)
                    .agentWithExactly(options)
                    .environment("INFEROMETER_HTTP_PORT", "0")
                    .start(Service.class)) {
                assertThat(jvm.metrics().calls()).isEqualTo(1);
                Result result = jvm.finish();
                assertThat(result.exitCode()).isZero();
                assertThat(result.errLines())
                        .hasSize(2)
                        .filteredOn(line -> line.contains(file))
                        .singleElement()
                        .asString()
                        .contains(" WARN ", "expected", "properties file");
            }
        }
    }

    private static void assertOne(Result result, String... texts) {
        assertThat(result.errLines())
                .filteredOn(line -> line.contains(texts[0]))
                .as("%s in %s", texts[0], result.err())
                .singleElement()
                .asString()
                .contains(" WARN ")
                .contains(texts);
    }
}
