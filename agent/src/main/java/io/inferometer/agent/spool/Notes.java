package io.inferometer.agent.spool;

import io.inferometer.agent.spool.SegmentHeader.Destination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The notes of this JVM's exporters, those it took over included, and their files. Not thread-safe. */
final class Notes {

    private final SpoolDirectory directory;
    private final SpoolOptions options;
    private final Destinations destinations;
    private final Map<Key, Kept> all = new LinkedHashMap<>();

    private record Key(String exporter, String run) {}

    /** @param file null if it is in memory alone */
    private record Kept(String text, Path file) {}

    Notes(SpoolDirectory directory, SpoolOptions options, Destinations destinations) {
        this.directory = directory;
        this.options = options;
        this.destinations = destinations;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    Set<String> runs(String exporter) {
        Set<String> runs = new LinkedHashSet<>();
        for (Key key : all.keySet()) {
            if (key.exporter.equals(exporter)) {
                runs.add(key.run);
            }
        }
        return runs;
    }

    Optional<String> read(String exporter, String run) {
        return Optional.ofNullable(all.get(new Key(exporter, run))).map(Kept::text);
    }

    /** @throws IOException if it is in memory alone now */
    void write(String exporter, String run, String text) throws IOException {
        Key key = new Key(exporter, run);
        Kept before = all.get(key);
        Path file = before == null ? null : before.file;
        all.put(key, new Kept(text, file));
        directory.open();
        Path place = file == null || !Files.isDirectory(file.getParent()) ? directory.next(Note.SUFFIX) : file;
        new Note(options.serviceName(), destination(exporter), run, text).write(place, directory.next(Note.UNFINISHED));
        all.put(key, new Kept(text, place));
    }

    void delete(String exporter, String run) throws IOException {
        Kept done = all.remove(new Key(exporter, run));
        if (done != null && done.file != null) {
            Files.deleteIfExists(done.file);
        }
    }

    /** Whether a note that another JVM wrote is of this service, and of one of its exporters. */
    boolean isOurs(Note note) {
        return note.service().equals(options.serviceName())
                && destinations.all().contains(note.destination());
    }

    /** Moves the file of an ended JVM here, and keeps its note. */
    void take(Path file, Note note) throws IOException {
        Path place = directory.next(Note.SUFFIX);
        Files.move(file, place);
        all.put(new Key(note.destination().exporter(), note.run()), new Kept(note.text(), place));
    }

    private Destination destination(String exporter) {
        return destinations.all().stream()
                .filter(each -> each.exporter().equals(exporter))
                .findFirst()
                .orElseThrow();
    }
}
