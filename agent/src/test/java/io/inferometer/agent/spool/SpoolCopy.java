package io.inferometer.agent.spool;

import io.inferometer.exporter.api.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What ended JVMs of one service left in their spools, read from a copy: the next JVM finds them as they were. */
public final class SpoolCopy {

    private SpoolCopy() {}

    /**
     * The windows that wait for each exporter, oldest first.
     *
     * @param base as in {@code spool.directory}; need not exist
     * @param copy is made
     * @param warn takes what the spool warns of
     */
    public static Map<String, List<Window>> windows(Path base, Path copy, Consumer<String> warn) throws IOException {
        Files.createDirectories(copy);
        String service = "";
        Map<String, String> destinations = new TreeMap<>();
        Map<String, String> found = new TreeMap<>();
        for (Path file : Files.isDirectory(base) ? copy(base, copy) : List.<Path>of()) {
            try {
                SegmentHeader header = SegmentFile.header(file);
                service = header.service();
                for (SegmentHeader.Destination each : header.destinations()) {
                    destinations.put(each.exporter(), each.fingerprint());
                    found.put(each.exporter(), each.found());
                }
            } catch (DamagedException noSegment) {
                // A lock, or a segment that was just begun.
                continue;
            }
        }
        SpoolOptions options =
                new SpoolOptions(copy, 256L << 20, Duration.ofDays(13), service, "reader", destinations, found::get);
        Map<String, List<Window>> windows = new TreeMap<>();
        try (Spool spool = new Spool(options, warn, System::currentTimeMillis)) {
            spool.adopt(() -> false);
            destinations.keySet().forEach(exporter -> windows.put(exporter, SpoolFixture.drain(spool, exporter)));
        }
        return windows;
    }

    /** Returns the copied files. */
    private static List<Path> copy(Path base, Path copy) throws IOException {
        try (Stream<Path> all = Files.walk(base)) {
            List<Path> sources = all.filter(each -> !each.equals(base)).toList();
            for (Path source : sources) {
                Files.copy(source, copy.resolve(base.relativize(source)));
            }
            return sources.stream()
                    .filter(Files::isRegularFile)
                    .map(source -> copy.resolve(base.relativize(source)))
                    .toList();
        }
    }
}
