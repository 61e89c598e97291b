package io.inferometer.agent.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Takes over what ended JVMs left behind, segment by segment: whoever gets the lock of a directory moves those segments to its own
 * that hold windows for one of its exporters. A segment is in one directory or in the other, whenever the process is killed.
 *
 * <p>Segments of other services, of exporters that send elsewhere, and of other versions are left alone; but of this version those
 * that nobody took over in the time that their own JVM would have kept them are deleted.
 *
 * <p>Of a closed segment only header and index are read, whatever its size. Not thread-safe.
 */
final class Adoption {

    /** After this time without a lock a directory is nobody's: its JVM would have made the lock again. */
    private static final long ABANDONED_MILLIS = 3_600_000;

    private final SpoolDirectory directory;
    private final Segments segments;
    private final Destinations destinations;
    private final SpoolOptions options;
    private final Consumer<String> warn;
    private final long now;
    private IOException failure;

    Adoption(
            SpoolDirectory directory,
            Segments segments,
            Destinations destinations,
            SpoolOptions options,
            Consumer<String> warn,
            long now) {
        this.directory = directory;
        this.segments = segments;
        this.destinations = destinations;
        this.options = options;
        this.warn = warn;
        this.now = now;
    }

    /** @throws IOException when something could not be taken over; all else was */
    void run() throws IOException {
        for (Path other : directory.others()) {
            try {
                Optional<DirectoryLock> lock = lock(other);
                if (lock.isPresent()) {
                    adopt(other, lock.get());
                }
            } catch (IOException failed) {
                failure = failed;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private Optional<DirectoryLock> lock(Path other) throws IOException {
        try {
            if (DirectoryLock.exists(other)) {
                return DirectoryLock.take(other);
            }
            return age(other) > ABANDONED_MILLIS ? DirectoryLock.create(other) : Optional.empty();
        } catch (FileSystemException another) {
            // Somebody else removes it, or it is another user's.
            return Optional.empty();
        }
    }

    private void adopt(Path other, DirectoryLock lock) throws IOException {
        try (lock) {
            boolean left = false;
            for (Path file : segments(other)) {
                left |= !settles(file);
            }
            if (!left) {
                lock.delete();
            }
        }
    }

    private static List<Path> segments(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(SegmentFile.CLOSED)
                            || file.toString().endsWith(SegmentFile.OPEN))
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private boolean settles(Path file) {
        try {
            return settle(file);
        } catch (IOException failed) {
            failure = failed;
            return false;
        }
    }

    /** @return whether the segment is not there any longer */
    private boolean settle(Path file) throws IOException {
        try {
            SegmentHeader header = SegmentFile.header(file);
            return (isOurs(header) && take(file, header)) || deleteOld(file, header.maxAgeMillis());
        } catch (UnknownVersionException later) {
            warn.accept(file + " is left alone: it was written by another version of the agent (" + later.getMessage()
                    + ")");
            return false;
        } catch (DamagedException damaged) {
            // Killed while it made a new segment: there is nothing in it.
            boolean begun = Files.size(file) < SegmentFile.emptyBytes(1) && Files.deleteIfExists(file);
            if (begun || deleteOld(file, options.maxAge().toMillis())) {
                return true;
            }
            warn.accept(file + " is left alone until it is too old: it cannot be read (" + damaged.getMessage() + ")");
            return false;
        }
    }

    private boolean isOurs(SegmentHeader header) {
        if (!header.service().equals(options.serviceName())) {
            return false;
        }
        for (int position : destinations.positions(header)) {
            if (position >= 0) {
                return true;
            }
        }
        return false;
    }

    private boolean take(Path path, SegmentHeader header) throws IOException {
        Segment segment = SegmentReader.read(path, header, destinations, warn);
        if (segment.pending().isEmpty()) {
            segment.file().delete();
            return true;
        }
        if (!segment.concernsUs()) {
            return false;
        }
        directory.open();
        segment.file().move(directory.next(SegmentFile.CLOSED));
        segments.add(segment);
        return true;
    }

    private boolean deleteOld(Path file, long maxAgeMillis) throws IOException {
        return age(file) > maxAgeMillis && Files.deleteIfExists(file);
    }

    private long age(Path path) throws IOException {
        return now - Files.getLastModifiedTime(path).toMillis();
    }
}
