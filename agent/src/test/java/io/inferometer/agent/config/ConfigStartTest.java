package io.inferometer.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start without settings costs, told by the classes that a fresh JVM loads for it. */
class ConfigStartTest {

    /** Entry point of the fresh JVM. */
    static final class Start {

        private Start() {}

        public static void main(String[] arguments) {
            if (!Config.load("").problems().isEmpty()) {
                System.exit(1);
            }
        }
    }

    @Test
    void aStartWithoutSettingsLoadsFiveClassesAndNothingHeavy(@TempDir Path directory) throws Exception {
        Path log = directory.resolve("classes");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log + "::filecount=0",
                "-cp",
                Path.of("target/classes") + java.io.File.pathSeparator + Path.of("target/test-classes"),
                Start.class.getName());
        builder.environment().keySet().removeIf(name -> name.startsWith("INFEROMETER_"));
        Process process = builder.inheritIO().start();
        assertThat(process.waitFor()).isZero();

        List<String> loaded = Files.readAllLines(log);
        List<String> ours = loaded.stream()
                .filter(line -> line.contains("io.inferometer.agent.config.") && !line.contains("$Start"))
                .map(line -> line.replaceAll(".*agent\\.config\\.(\\S+).*", "$1"))
                .toList();
        assertThat(ours).containsExactlyInAnyOrder("Config", "Sources", "Options", "Option", "ValueType");
        int start = loaded.indexOf(loaded.stream()
                .filter(line -> line.contains("$Start"))
                .findFirst()
                .orElseThrow());
        assertThat(loaded.subList(start, loaded.size()))
                .noneMatch(line -> line.contains("java.util.regex.")
                        || line.contains("java.util.stream.")
                        || line.contains("StringConcatFactory")
                        || line.contains("LambdaMetafactory")
                        || line.contains("java.nio.file.")
                        || line.contains("java.net.InetAddress"));
    }
}
