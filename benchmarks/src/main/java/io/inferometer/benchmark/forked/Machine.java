package io.inferometer.benchmark.forked;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Properties;

/** Where and when a measurement is made: without it no figure means anything. */
public final class Machine {

    private Machine() {}

    /** Time, cores, operating system and how busy they are before the start. */
    public static String describe() throws IOException {
        return Instant.now().truncatedTo(ChronoUnit.MINUTES) + ", " + cores() + " cores, "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", load average before "
                + loadAverage();
    }

    public static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static String loadAverage() throws IOException {
        Path file = Path.of("/proc/loadavg");
        return Files.exists(file) ? Files.readString(file).split(" ", 2)[0] : "unknown";
    }

    /** The feature release of a version, such as 17. */
    public static int feature(String version) {
        return Integer.parseInt(version.split("[.+-]", 2)[0]);
    }

    /** From the JDK's {@code release} file, which every one has since Java 9. */
    public static String version(Path home) throws IOException {
        Properties release = new Properties();
        try (var in = Files.newInputStream(home.resolve("release"))) {
            release.load(in);
        }
        return release.getProperty("JAVA_VERSION", home.toString()).replace("\"", "");
    }
}
