package io.inferometer.agent.spool;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Takes over what ended JVMs left behind, segment by segment: the JVM that gets the lock of a directory moves those segments to its own
 * that hold windows for one of its exporters. A segment is in one directory or in the other, whenever the process is killed.
 *
 * <p>Segments of other services, of exporters that send elsewhere, and of later versions are left alone; those that nobody took over
 * in the time that their own JVM would have kept them are deleted. Only what belongs to this user is opened.
 *
 * <p>Of a segment only header, marks and the heads of records are read, whatever its size. What is wrong with a directory or a segment
 * keeps nobody from taking over the others. Not thread-safe.
 */
final class Adoption {

    /** After this time without a lock a directory is nobody's: its JVM would have made the lock again. */
    private static final long ABANDONED_MILLIS = 3_600_000;

    private static final Pattern SEGMENT = Pattern.compile("[0-9]+(\\.open|\\.closed)");
    private static final Pattern NOTE = Pattern.compile("[0-9]+(\\.note|\\.note-new)");

    /** Segments that are taken from one directory at a start: a bound for memory. */
    private static final int MOST = 10_000;

    /** Of files that are damaged or left alone. */
    private static final int MOST_LINES = 10;

    private final SpoolDirectory directory;
    private final Segments segments;
    private final Notes notes;
    private final Destinations destinations;
    private final SpoolOptions options;
    private final Consumer<String> warn;
    private final long now;
    private final BooleanSupplier stopped;
    private int lines;
    private int crashes;
    private int left;
    private Path firstLeft;
    private Throwable reason;
    private int later;
    private String firstLater;
    private Vocabulary vocabulary = Vocabulary.NONE;

    /** @param stopped whether the rest is to be left for the next start */
    Adoption(
            SpoolDirectory directory,
            Segments segments,
            Notes notes,
            Destinations destinations,
            SpoolOptions options,
            Consumer<String> warn,
            long now,
            BooleanSupplier stopped) {
        this.directory = directory;
        this.segments = segments;
        this.notes = notes;
        this.destinations = destinations;
        this.options = options;
        this.warn = warn;
        this.now = now;
        this.stopped = stopped;
    }

    /** Takes over what is in the directory of another JVM, if that has ended. */
    void adopt(Path other) {
        if (other.equals(directory.own()) || !Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            directory.open();
        } catch (IOException unusable) {
            // Nothing can be moved there.
            return;
        }
        try {
            Optional<DirectoryLock> lock = directory.owns(other) ? lock(other) : Optional.empty();
            if (lock.isPresent()) {
                adopt(other, lock.get());
            }
        } catch (NoSuchFileException removed) {
            // Somebody else was faster.
            return;
        } catch (IOException | RuntimeException | Error failed) {
            leave(other, failed);
        }
    }

    private Optional<DirectoryLock> lock(Path other) throws IOException {
        Path lock = DirectoryLock.in(other);
        try {
            if (!Files.exists(lock, LinkOption.NOFOLLOW_LINKS)) {
                return age(other) > ABANDONED_MILLIS ? DirectoryLock.create(other) : Optional.empty();
            }
            require(lock);
            return DirectoryLock.take(other);
        } catch (FileNotFoundException unusable) {
            if (Files.exists(lock, LinkOption.NOFOLLOW_LINKS)) {
                leave(lock, unusable);
            }
            return Optional.empty();
        } catch (FileSystemException another) {
            // Somebody else removes it.
            return Optional.empty();
        }
    }

    /** @throws IOException if it is not to be opened */
    private void require(Path file) throws IOException {
        SpoolFiles.requireRegular(file);
        if (!directory.owns(file)) {
            throw new FileNotFoundException("it belongs to another user");
        }
    }

    private void adopt(Path other, DirectoryLock lock) throws IOException {
        try (lock) {
            boolean left = false;
            boolean crashed = false;
            // Before their windows: nobody may have a window without its note.
            for (Path file : files(other, NOTE)) {
                left |= stopped.getAsBoolean() || !settlesNote(file);
            }
            for (Path file : files(other, SEGMENT)) {
                boolean isOpen = isLeftOpen(file, other);
                boolean settled = !stopped.getAsBoolean() && settles(file);
                // One that stays would be found again by the next start.
                crashed |= isOpen && settled;
                left |= !settled;
            }
            crashes += crashed ? 1 : 0;
            if (!left) {
                lock.delete();
            }
        }
    }

    /**
     * Whether the directory's own JVM was writing it when it ended: at its end it would have been closed. What it had taken over itself
     * is as open as its own JVM left it.
     */
    private boolean isLeftOpen(Path file, Path run) {
        try {
            if (!file.toString().endsWith(SegmentFile.OPEN)) {
                return false;
            }
            require(file);
            SegmentHeader header = SegmentFile.header(file);
            return header.service().equals(options.serviceName()) && SpoolDirectory.isOf(run, header.run());
        } catch (IOException | RuntimeException unreadable) {
            return false;
        }
    }

    /** How many JVMs of this service had not closed what they were writing. */
    int crashes() {
        return crashes;
    }

    /** @param pattern of names: others may hold what is no character in this JVM's set */
    private static List<Path> files(Path directory, Pattern pattern) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                directory,
                file -> pattern.matcher(file.getFileName().toString()).matches())) {
            for (Path file : files) {
                if (found.size() == MOST) {
                    break;
                }
                found.add(file);
            }
        } catch (DirectoryIteratorException failed) {
            throw failed.getCause();
        }
        Collections.sort(found);
        return found;
    }

    /** Returns whether the note is not there any longer. */
    private boolean settlesNote(Path file) {
        try {
            require(file);
            if (file.toString().endsWith(Note.UNFINISHED)) {
                return Files.deleteIfExists(file);
            }
            Note note = Note.read(file);
            if (notes.isOurs(note)) {
                notes.take(file, note);
                return true;
            }
            return deleteOld(file, options.maxAge().toMillis());
        } catch (IOException | RuntimeException | Error failed) {
            leave(file, failed);
            return false;
        }
    }

    private boolean settles(Path file) {
        try {
            require(file);
            return settle(file);
        } catch (IOException | RuntimeException | Error failed) {
            leave(file, failed);
            return false;
        }
    }

    private void leave(Path place, Throwable failure) {
        left++;
        if (firstLeft == null) {
            firstLeft = place;
            reason = failure;
        }
    }

    private void say(String line) {
        lines++;
        if (lines <= MOST_LINES) {
            warn.accept(line);
        }
    }

    /** In one line each what could not be taken over, and what there was to say beyond the first lines. */
    void report() {
        if (lines > MOST_LINES) {
            warn.accept((lines - MOST_LINES) + " more files below spool.directory " + options.directory()
                    + " were damaged or are left alone");
        }
        if (later > 0) {
            warn.accept("spool.directory " + options.directory() + ": " + later
                    + " segments were written by a later version of the agent and are left to it, the first is "
                    + firstLater);
        }
        if (firstLeft != null) {
            warn.accept("spool.directory " + options.directory() + ": " + left
                    + " files or directories cannot be taken over now, the first is " + firstLeft + ": "
                    + Reasons.of(reason) + "; make them readable, or delete them");
        }
    }

    /** @return whether the segment is not there any longer */
    private boolean settle(Path file) throws IOException {
        try {
            SegmentHeader header = SegmentFile.header(file).sharing(vocabulary);
            vocabulary = header.vocabulary();
            return (isOurs(header) && take(file, header)) || deleteOld(file, header.maxAgeMillis());
        } catch (UnknownVersionException unknown) {
            if (unknown.maxAgeMillis() > 0 && deleteOld(file, unknown.maxAgeMillis())) {
                return true;
            }
            firstLater = later++ == 0 ? file + " (" + unknown.getMessage() + ")" : firstLater;
            return false;
        } catch (DamagedException damaged) {
            // Killed while it made a new segment: there is nothing in it.
            boolean begun = file.toString().endsWith(SegmentFile.OPEN)
                    && Files.size(file) <= SegmentHeader.COPY
                    && Files.deleteIfExists(file);
            if (begun || deleteOld(file, options.maxAge().toMillis())) {
                return true;
            }
            say(file + " is left alone until it is too old: it cannot be read (" + damaged.getMessage() + ")");
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
        Segment segment = SegmentReader.read(path, header, destinations, this::say);
        if (segment.pending().isEmpty()) {
            segment.file().delete();
            return true;
        }
        if (!segment.concernsUs()) {
            return false;
        }
        segments.reserve();
        segment.file().move(directory.next(segment.file().isClosed() ? SegmentFile.CLOSED : SegmentFile.OPEN));
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
