package io.inferometer.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LogTest {

    @TempDir
    Path directory;

    @AfterEach
    void restoreDefaults() {
        Log.configure("info", "");
    }

    @Test
    void aLevelShowsItselfAndWhatIsGraver() throws IOException {
        for (String level : List.of("off", "error", "warn", "info", "debug")) {
            configure(level);
            Log.error("e-" + level);
            Log.warn("w-" + level);
            Log.info("i-" + level);
            Log.debug("d-" + level);
        }

        assertThat(messages())
                .containsExactly(
                        "ERROR e-error",
                        "ERROR e-warn",
                        "WARN w-warn",
                        "ERROR e-info",
                        "WARN w-info",
                        "INFO i-info",
                        "ERROR e-debug",
                        "WARN w-debug",
                        "INFO i-debug",
                        "DEBUG d-debug");
    }

    @Test
    void anUnknownLevelMeansInfo() throws IOException {
        configure("verbose");
        Log.info("shown");
        Log.debug("hidden");

        assertThat(messages()).containsExactly("INFO shown");
    }

    @Test
    void aFailureWhoseTextThrowsDoesNotReachTheCaller() throws IOException {
        configure("debug");
        Log.debug("careless", new IllegalStateException() {
            private static final long serialVersionUID = 1L;

            @Override
            public String toString() {
                throw new IllegalStateException("no text");
            }
        });

        assertThat(messages()).containsExactly("DEBUG careless");
    }

    @Test
    void aWarningThatIsSaidOnceIsBoundedInNumber() throws IOException {
        configure("warn");
        for (int i = 0; i < 2; i++) {
            for (int key = 0; key < Log.MAX_KEYS + 50; key++) {
                Log.warnOnce("LogTest" + key, "warning " + key);
            }
        }

        List<String> messages = messages();
        assertThat(messages).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(Log.MAX_KEYS + 1);
        assertThat(messages.get(0)).isEqualTo("WARN warning 0");
        assertThat(messages.get(messages.size() - 1)).contains("log.level=debug");
    }

    @Test
    void threadsNeverMixTheirLines() throws Exception {
        configure("info");
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            String message = ("" + t).repeat(500);
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 200; i++) {
                    Log.info(message);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(messages()).hasSize(1_600).allMatch(message -> message.matches("INFO (.)\\1{499}"));
    }

    @Test
    void librariesAreHeardAtDebugOnlyAndWithoutStackTraces() throws IOException {
        var logger = LoggerFactory.getLogger("oshi.util.FileUtil");
        configure("info");
        logger.error("hidden", new IOException("gone"));
        configure("debug");
        logger.info("never");
        logger.atDebug().log("never");
        logger.warn("not readable: {}", "/proc/x");
        logger.error("failed", new IOException("gone"));

        assertThat(messages())
                .containsExactly(
                        "DEBUG oshi.util.FileUtil: not readable: /proc/x",
                        "DEBUG oshi.util.FileUtil: failed: java.io.IOException: gone");
    }

    private void configure(String level) {
        Log.configure(level, directory.resolve("log").toString());
    }

    private List<String> messages() throws IOException {
        List<String> messages = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve("log"))) {
            messages.add(line.substring(line.indexOf(" inferometer ") + " inferometer ".length()));
        }
        return messages;
    }
}
