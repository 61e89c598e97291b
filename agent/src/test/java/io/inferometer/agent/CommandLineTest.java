package io.inferometer.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void secretsAreMaskedWhereverTheyStand() {
        assertThat(CommandLine.masked(List.of(
                        "java",
                        "-javaagent:a.jar=exporters=sentinel,sentinel.token=hunter2",
                        "-Dpassword=hunter2",
                        "-jar",
                        "app.jar",
                        "--password",
                        "hunter2",
                        "--port",
                        "8080",
                        "https://me:hunter2@host/")))
                .noneMatch(argument -> argument.contains("hunter2"))
                .startsWith("java")
                .containsSequence("-jar", "app.jar", "--password", "***", "--port", "8080");
    }

    @Test
    void aLongArgumentIsCutAndThisProcessIsKnown() {
        assertThat(CommandLine.masked(List.of("a/".repeat(5000))).get(0)).hasSize(4097);
        assertThat(CommandLine.ofThisProcess()).first().asString().endsWith("java");
    }
}
