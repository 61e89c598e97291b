package io.inferometer.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log while an application starts. */
class FreshLogTest {

    @TempDir
    Path directory;

    @Test
    void linesGoToStandardErrorOnly() throws Exception {
        run();

        assertThat(Files.readString(directory.resolve("out"))).isEmpty();
        assertThat(Files.readString(directory.resolve("err"))).endsWith("Z inferometer INFO dashboard\n");
    }

    @Test
    void linesGoToTheFileOnly() throws Exception {
        run(directory.resolve("agent.log").toString());

        assertThat(directory.resolve("err")).isEmptyFile();
        assertThat(directory.resolve("out")).isEmptyFile();
        assertThat(directory.resolve("agent.log")).content().endsWith("Z inferometer INFO dashboard\n");
    }

    @Test
    void aFileThatCannotBeOpenedIsSaidInOneLineAndTheLogGoesOn() throws Exception {
        String file = directory.resolve("missing/agent.log").toString();
        run(file);

        assertThat(Files.readAllLines(directory.resolve("err")))
                .satisfiesExactly(
                        line -> assertThat(line).contains("WARN log.file").contains(file),
                        line -> assertThat(line).endsWith("INFO dashboard"));
    }

    @Test
    void theFirstLineNeedsNoFormattersLambdasOrOtherLogs() throws Exception {
        run();

        assertThat(loadedByTheLog())
                .hasSizeLessThan(40)
                .noneMatch(line -> line.contains("java.time.")
                        || line.contains("java.util.logging.")
                        || line.contains("java.lang.invoke.")
                        || line.contains("java.nio.file.")
                        || line.contains("org.slf4j."));
    }

    private List<String> loadedByTheLog() throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve("classes"));
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(" io.inferometer.agent.log.Log ")) {
                return lines.subList(i, lines.size());
            }
        }
        throw new AssertionError("the log was not loaded");
    }

    private void run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xlog:class+load:file=" + directory.resolve("classes"),
                "-cp",
                System.getProperty("java.class.path"),
                LoggingMain.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
