package io.inferometer.sample.async.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo with few requests: the shipped agent, a real S3 server, the strict receiver. */
class AsyncDemoIT {

    private static final Pattern AGREES = Pattern.compile("(?m)^[A-Z]\\w+ .* ok$");
    private static final int SIGINT = 2;

    @TempDir
    private Path directory;

    private Process start(Path output) throws IOException {
        ProcessBuilder demo = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        "target/async-server.jar",
                        AsyncDemo.class.getName(),
                        Path.of("../..").toRealPath().toString(),
                        "60",
                        "40")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        return demo.start();
    }

    @Test
    void everyFigureAgrees() throws Exception {
        Path output = directory.resolve("output");
        Process demo = start(output);
        try {
            assertThat(demo.waitFor(3, TimeUnit.MINUTES)).isTrue();
        } finally {
            demo.destroy();
        }
        String table = Files.readString(output);
        assertThat(demo.exitValue()).as(table).isZero();
        assertThat(AGREES.matcher(table).results()).as(table).hasSize(17);
    }

    @Test
    void anInterruptLeavesNothingBehind() throws Exception {
        Path output = directory.resolve("output");
        Process demo = start(output);
        List<ProcessHandle> children;
        // Not while it is a script still: bash passes over an interrupt that comes during one of its short commands.
        do {
            TimeUnit.MILLISECONDS.sleep(20);
            children = demo.info().command().orElse("").endsWith("/java")
                    ? demo.descendants().toList()
                    : List.of();
        } while (children.isEmpty() && demo.isAlive());
        new ProcessBuilder("kill", "-" + SIGINT, Long.toString(demo.pid())).start();
        assertThat(demo.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(demo.exitValue()).isEqualTo(128 + SIGINT);
        assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        assertThat(Files.readString(output)).isEmpty();
    }
}
