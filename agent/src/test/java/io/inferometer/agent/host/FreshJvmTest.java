package io.inferometer.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sampling leaves no trace in the application's JVM, on the running JDK and on the newest one that is found. */
@Tag("safety")
@EnabledOnOs(OS.LINUX)
class FreshJvmTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("javaHomes")
    void looksForkNothingLeaveTheCommonPoolAlonePrintNothingAndWriteNothing(Path javaHome)
            throws IOException, InterruptedException {
        Path home = Files.createDirectory(directory.resolve("home"));
        Path output = directory.resolve("output");
        Path classes = directory.resolve("classes");
        List<String> command = new ArrayList<>(List.of(
                javaHome.resolve("bin/java").toString(),
                "-XX:-UsePerfData",
                "-Duser.home=" + home,
                "-Djava.io.tmpdir=" + home,
                "-Xlog:class+load:file=" + classes,
                "-cp",
                System.getProperty("java.class.path")));
        if (version(javaHome) >= 24) {
            command.add(1, "--illegal-native-access=deny");
            command.add(1, "--sun-misc-unsafe-memory-access=deny");
        }
        command.add(SilentSampling.class.getName());

        Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(output)).isEmpty();
        assertThat(process.exitValue()).isZero();
        assertThat(home).isEmptyDirectory();
        // The JDK forks by way of ProcessBuilder only; a count of children would miss one that has ended.
        assertThat(loaded(classes, "oshi.nativefree.SystemInfo")).isTrue();
        assertThat(loaded(classes, "java.lang.ProcessBuilder")).isFalse();
        assertThat(loaded(classes, "java.util.logging.Logger")).isFalse();
    }

    private static boolean loaded(Path classes, String name) throws IOException {
        try (Stream<String> lines = Files.lines(classes)) {
            return lines.anyMatch(line -> line.contains(" " + name + " source:"));
        }
    }

    static Stream<Path> javaHomes() throws IOException {
        Path running = Path.of(System.getProperty("java.home"));
        String latest = System.getenv("JAVA_LATEST_HOME");
        if (latest != null) {
            return Stream.of(running, Path.of(latest)).distinct();
        }
        try (Stream<Path> beside = Files.list(running.toRealPath().getParent())) {
            Path newest = beside.filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .max((a, b) -> Integer.compare(version(a), version(b)))
                    .orElse(running);
            return version(newest) > version(running) ? Stream.of(running, newest) : Stream.of(running);
        }
    }

    /** The feature version that a JDK's release file tells; 0 if there is none. */
    private static int version(Path javaHome) {
        try {
            return Files.readAllLines(javaHome.resolve("release")).stream()
                    .filter(line -> line.startsWith("JAVA_VERSION=\""))
                    .mapToInt(line -> Runtime.Version.parse(line.substring(14, line.lastIndexOf('"')))
                            .feature())
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            // No JDK, or one whose release file is missing: not worth running.
            return 0;
        }
    }
}
