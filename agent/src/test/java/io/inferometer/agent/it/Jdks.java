package io.inferometer.agent.it;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The JDKs that forked tests run on: the running one and the newest other one, which {@code $JAVA_LATEST_HOME} names or which
 * lies beside the running one. Where there is no other, its lane is skipped and says so.
 */
public final class Jdks {

    private static final String NONE = "no second JDK: JAVA_LATEST_HOME is not set and none lies beside ";

    private static final Jdk RUNNING = read(Path.of(System.getProperty("java.home")));
    private static final Jdk OTHER = other();

    private Jdks() {}

    public static Jdk running() {
        return RUNNING;
    }

    /** The lanes, for {@link EachJdk}. */
    public static Stream<Jdk> all() {
        return Stream.of(RUNNING, OTHER);
    }

    private static Jdk other() {
        String named = System.getenv("JAVA_LATEST_HOME");
        if (named != null && !named.isEmpty()) {
            return read(Path.of(named));
        }
        try (Stream<Path> beside = Files.list(RUNNING.home().getParent())) {
            Optional<Jdk> newest = beside.filter(home ->
                            Files.isExecutable(home.resolve("bin/javac")) && Files.isReadable(home.resolve("release")))
                    .map(Jdks::read)
                    .filter(jdk -> jdk.feature() >= 17 && jdk.feature() != RUNNING.feature())
                    .max(Comparator.comparingInt(Jdk::feature));
            return newest.orElse(new Jdk(null, 0, NONE + RUNNING.home()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Jdk read(Path home) {
        Properties release = new Properties();
        try (Reader reader = Files.newBufferedReader(home.resolve("release"))) {
            release.load(reader);
            Path real = home.toRealPath();
            String version = release.getProperty("JAVA_VERSION").replace("\"", "");
            return new Jdk(real, Runtime.Version.parse(version).feature(), "JDK " + version);
        } catch (IOException e) {
            throw new UncheckedIOException("a JDK has a file " + home.resolve("release"), e);
        }
    }
}
