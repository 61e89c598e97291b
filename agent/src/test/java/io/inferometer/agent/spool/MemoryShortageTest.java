package io.inferometer.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Memory that runs out anywhere: a window is kept or it is not, and the books say which. */
class MemoryShortageTest {

    @TempDir
    private Path directory;

    @Test
    @Timeout(300)
    void theBooksStayRight() throws Exception {
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ShortOfMemory.class.getName(),
                        directory.resolve("base").toString())
                .redirectOutput(log.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.waitFor(240, TimeUnit.SECONDS)).isTrue();
        List<String> lines = Files.readAllLines(log);
        assertThat(lines).isNotEmpty().allMatch(line -> line.startsWith("right"));
        assertThat(process.exitValue()).isZero();
        assertThat(lines.get(lines.size() - 1)).matches("right at the end, after \\d{2,} failures and \\d{2,} fills");
    }
}
