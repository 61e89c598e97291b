package io.inferometer.agent.spool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fields by their tags, as {@link MessageWriter} wrote them. A field that nobody asks for is skipped. One thread only. */
final class Message {

    /** About what a thing that is read from a message takes, in bytes of memory. */
    static final int THING = 512;

    private final ByteReader fields;

    /** Reads from a message. */
    interface Reader<T> {

        /** Returns empty if it is of a kind that this version does not know. */
        Optional<T> read(Message message) throws DamagedException;
    }

    Message(ByteReader fields) {
        this.fields = fields;
    }

    /** Returns 0 if there is none. */
    long number(int tag) throws DamagedException {
        ByteReader in = fields.copy();
        return seek(in, 2 * tag) ? in.signed() : 0;
    }

    /** Returns an empty one if there is none. */
    String text(int tag) throws DamagedException {
        Optional<ByteReader> content = content(tag);
        return content.isPresent() ? content.get().textToEnd() : "";
    }

    Optional<ByteReader> content(int tag) throws DamagedException {
        ByteReader in = fields.copy();
        return seek(in, 2 * tag + 1) ? Optional.of(in.part()) : Optional.empty();
    }

    /** Returns an empty one if there is none. */
    ByteReader column(int tag) throws DamagedException {
        return content(tag).orElseGet(() -> new ByteReader(new byte[0], 0, 0));
    }

    /** Returns one without fields if there is none. */
    Message message(int tag) throws DamagedException {
        return new Message(column(tag));
    }

    /** Reads each field of this tag. */
    <T> List<T> messages(int tag, Reader<T> reader) throws DamagedException {
        List<T> all = new ArrayList<>();
        ByteReader in = fields.copy();
        while (seek(in, 2 * tag + 1)) {
            in.take(THING);
            reader.read(new Message(in.part())).ifPresent(all::add);
        }
        return all;
    }

    /** Goes to what follows the next such key. */
    private static boolean seek(ByteReader in, int key) throws DamagedException {
        while (in.remaining() > 0) {
            long found = in.number();
            if (found == key) {
                return true;
            }
            if ((found & 1) == 0) {
                in.number();
            } else {
                in.part();
            }
        }
        return false;
    }
}
