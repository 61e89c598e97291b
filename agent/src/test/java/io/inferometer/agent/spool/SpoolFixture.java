package io.inferometer.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Window;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Spools in one base directory, a clock that a test sets, and what they warned of. */
final class SpoolFixture {

    static final List<String> BOTH = List.of("cloud", "file");
    static final List<String> CLOUD = List.of("cloud");
    static final List<String> FILE = List.of("file");

    final Path base;
    final List<String> warnings = new CopyOnWriteArrayList<>();
    long now = Windows.START;
    String service = "search";
    long maxBytes = 256 << 20;
    Map<String, String> destinations = Map.of("cloud", "a1", "file", "b2");
    Map<String, String> found = Map.of();

    SpoolFixture(Path base) {
        this.base = base;
    }

    SpoolOptions options(String run) {
        return new SpoolOptions(
                base,
                maxBytes,
                Duration.ofDays(13),
                service,
                run,
                destinations,
                exporter -> found.getOrDefault(exporter, ""));
    }

    Spool spool(String run) {
        return new Spool(options(run), warnings::add, () -> now);
    }

    /** A new JVM that takes over what there is. */
    Spool next(String run) {
        Spool spool = spool(run);
        spool.adopt(() -> false);
        return spool;
    }

    /** Returns the directory of a JVM that kept so many windows for both exporters, and ended. */
    Path leave(String run, int windows) {
        return leave(run, windows, BOTH);
    }

    Path leave(String run, int windows, List<String> exporters) {
        try (Spool spool = spool(run)) {
            for (long number = 1; number <= windows; number++) {
                assertThat(spool.keep(Windows.small(run, number), exporters)).isTrue();
            }
        }
        return base.resolve(run);
    }

    /** Acknowledges all that is kept for the exporter. */
    static List<Window> drain(Spool spool, String exporter) {
        List<Window> windows = new ArrayList<>();
        for (Optional<Window> each = spool.oldest(exporter); each.isPresent(); each = spool.oldest(exporter)) {
            windows.add(each.get());
            spool.acknowledge(exporter, each.get());
        }
        return windows;
    }

    static List<Long> numbers(List<Window> windows) {
        return windows.stream().map(Window::number).toList();
    }

    /** All files below the base, relative to it. */
    List<String> files() {
        return walk().filter(Files::isRegularFile)
                .map(file -> base.relativize(file).toString())
                .sorted()
                .toList();
    }

    List<Path> segments() {
        return walk().filter(file -> file.toString().matches(".*\\.(open|closed)"))
                .sorted()
                .toList();
    }

    private Stream<Path> walk() {
        try (Stream<Path> all = Files.walk(base)) {
            return all.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
