package io.inferometer.agent.spool;

import io.inferometer.agent.spool.SegmentHeader.Destination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * What an exporter remembers of a run, as a file.
 *
 * @param service whose run it is
 * @param destination the exporter, and where it sends
 * @param run the run's id
 * @param text the exporter's own
 */
record Note(String service, Destination destination, String run, String text) {

    /** How its file is called. */
    static final String SUFFIX = ".note";

    /** How the file is called while it is written. */
    static final String UNFINISHED = ".note-new";

    /** Bytes of a file: a bound for memory. */
    private static final int LARGEST = 1 << 20;

    private static final int SERVICE = 1;
    private static final int EXPORTER = 2;
    private static final int FINGERPRINT = 3;
    private static final int FOUND = 4;
    private static final int RUN = 5;
    private static final int TEXT = 6;

    /** Writes the file, or leaves what was there. */
    void write(Path file, Path unfinished) throws IOException {
        MessageWriter out = new MessageWriter();
        out.text(SERVICE, service);
        out.text(EXPORTER, destination.exporter());
        out.text(FINGERPRINT, destination.fingerprint());
        out.text(FOUND, destination.found());
        out.text(RUN, run);
        out.text(TEXT, text);
        byte[] bytes = out.toBytes();
        if (bytes.length > LARGEST) {
            throw new IOException("a note of " + bytes.length + " bytes is too large");
        }
        SpoolFiles.createFile(unfinished);
        Files.write(unfinished, bytes, StandardOpenOption.WRITE);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** @throws DamagedException if it is none */
    static Note read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new DamagedException("too large");
        }
        byte[] bytes = Files.readAllBytes(file);
        Message in = new Message(new ByteReader(bytes, 0, bytes.length));
        Note note = new Note(
                in.text(SERVICE),
                new Destination(in.text(EXPORTER), in.text(FINGERPRINT), in.text(FOUND)),
                in.text(RUN),
                in.text(TEXT));
        if (note.run.isEmpty()) {
            throw new DamagedException("a note without a run");
        }
        return note;
    }
}
