package io.inferometer.agent.premain;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Many files in one stored entry of the agent's jar. The JVM reads the names of all entries of a jar at every start; this way there are
 * few. All numbers are
 * of four bytes, the highest first:
 *
 * <pre>
 *   magic │ length of the index, deflated │ length of the index │ its CRC
 *   index, deflated:   number of files │ length of the dictionary
 *                      for each file, by hash:  hash of its name │ end of its name │ place │ length, deflated │ length │ CRC
 *                      dictionary │ names
 *   files, each deflated for itself with the dictionary, which holds what many of them have in common; the agent's own first
 * </pre>
 *
 * <p>A hash is that of {@link String#hashCode}, the end of a name is counted from the first name, a place from the first file. Read
 * in place, each file to its exact length and compared with its CRC. Thread-safe.
 */
public final class Archive {

    /** What an archive begins with. */
    public static final int MAGIC = 0x494E4641;

    private static final int HEAD = 16;
    private static final int FIRST = 8;
    private static final int RECORD = 24;

    /** To what a byte can be inflated, and more (RFC 1951: 258 bytes for two bits). */
    private static final int MOST = 1032;

    private final AgentJar jar;
    private final String name;
    private final long start;
    private final int length;

    /** Read from the jar at once, where files follow each other. */
    private static final int PART = 32 << 10;

    /** Written last; two threads may read it at once, and find the same. */
    private volatile byte[] index;

    private int count;
    private int dictionary;
    private int dictionaryLength;
    private int names;
    private int files;

    /** For each file whether its class was loaded: it is not read again. */
    private boolean[] loaded;

    /** For each file its content, deflated, or null where it comes from the jar. Replaced as a whole. */
    private volatile byte[][] held;

    /** Says of a file's name whether the file is one of them. A type of its own: the application's JDK has no need of another here. */
    @FunctionalInterface
    public interface Choice {
        boolean includes(String file);
    }

    Archive(AgentJar jar, String name, long start, int length) {
        this.jar = jar;
        this.name = name;
        this.start = start;
        this.length = length;
    }

    /** Returns the name of its entry in the jar. */
    String name() {
        return name;
    }

    /**
     * Reads files ahead, deflated. They come from memory from now on, until they are loaded or {@link #letGo}; unless there is too little
     * of it: then nothing does.
     *
     * @param prefix of their names
     * @param except the prefix of names of files that are not read
     */
    void hold(String prefix, String except) throws IOException {
        try {
            open();
            byte[] some = bytes(prefix);
            byte[] others = bytes(except);
            byte[][] before = held;
            byte[][] ahead = before == null ? new byte[count][] : before.clone();
            byte[] part = new byte[PART];
            int begin = 0;
            int end = 0;
            for (int i = 0; i < count; i++) {
                if (begins(i, some) && !begins(i, others)) {
                    int place = placeOf(i);
                    byte[] content = new byte[deflated(i)];
                    if (place < begin || place + content.length > end) {
                        part = part.length < content.length ? new byte[content.length] : part;
                        begin = place;
                        end = Math.min(place + part.length, length);
                        jar.read(start + begin, part, end - begin, name);
                    }
                    System.arraycopy(part, place - begin, content, 0, content.length);
                    ahead[i] = content;
                }
            }
            held = ahead;
        } catch (OutOfMemoryError tooLarge) {
            held = null;
        }
    }

    /**
     * Releases what {@link #hold} read, but for some files, which come from memory for good.
     *
     * @param needed says of a file's name whether it is one of them
     * @throws IOException if they cannot be read; then all is released
     */
    public void letGo(Choice needed) throws IOException {
        byte[][] all = held;
        held = null;
        open();
        byte[][] some = new byte[count][];
        for (int i = 0; i < count; i++) {
            boolean isPossible = !loaded[i] && (all == null || all[i] != null);
            if (isPossible && needed.includes(nameOf(i))) {
                some[i] = all == null ? jar.read(start + placeOf(i), deflated(i), nameOf(i)) : all[i];
            }
        }
        held = some;
    }

    /** Where a file begins, from the archive's first byte. */
    private int placeOf(int file) {
        return files + integer(index, FIRST + file * RECORD + 8);
    }

    private int deflated(int file) {
        return integer(index, FIRST + file * RECORD + 12);
    }

    /** Returns the names of all files that begin with {@code prefix}. */
    public List<String> names(String prefix) throws IOException {
        open();
        byte[] beginning = bytes(prefix);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (begins(i, beginning)) {
                found.add(nameOf(i));
            }
        }
        return found;
    }

    /**
     * Reads a file.
     *
     * @return null if there is no such file
     * @throws IOException if it cannot be read, or is not what was there when the jar was opened
     */
    byte[] read(String file) throws IOException {
        int found = find(file);
        if (found < 0) {
            return null;
        }
        byte[] content = new byte[size(found)];
        read(found, content);
        return content;
    }

    /** Returns the length of a file in bytes. */
    int size(int file) {
        return integer(index, FIRST + file * RECORD + 16);
    }

    /**
     * The same as {@link #read(String)}, to the beginning of an array.
     *
     * @param file as {@link #find} found it
     * @param content long enough
     */
    void read(int file, byte[] content) throws IOException {
        byte[][] some = held;
        byte[] from = some == null ? null : some[file];
        int deflated = deflated(file);
        if (from == null) {
            from = jar.read(start + placeOf(file), deflated, nameOf(file));
        }
        int size = size(file);
        if (!inflate(from, deflated, content, size, index, dictionary, dictionaryLength)
                || crc(content, size) != integer(index, FIRST + file * RECORD + 20)) {
            throw jar.overwritten(nameOf(file));
        }
    }

    /** Releases a file whose class is loaded. */
    void loaded(int file) {
        loaded[file] = true;
        byte[][] some = held;
        if (some != null) {
            some[file] = null;
        }
    }

    /** The same as {@link #read}. */
    InputStream open(String file) throws IOException {
        byte[] content = read(file);
        return content == null ? null : new ByteArrayInputStream(content);
    }

    /** Returns the number of a file, or -1 if there is none of this name. */
    int find(String file) throws IOException {
        // Asked for each class: a JIT compiler that took all of open() in would need 2 MB for it.
        if (index == null) {
            open();
        }
        int hash = file.hashCode();
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (integer(index, FIRST + middle * RECORD) < hash) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        while (low < count && integer(index, FIRST + low * RECORD) == hash) {
            byte[] whole = bytes(file);
            if (endOfName(low) - beginOfName(low) == whole.length && begins(low, whole)) {
                return low;
            }
            low++;
        }
        return -1;
    }

    private String nameOf(int file) {
        int begin = beginOfName(file);
        return new String(index, names + begin, endOfName(file) - begin, StandardCharsets.UTF_8);
    }

    private int beginOfName(int file) {
        return file == 0 ? 0 : endOfName(file - 1);
    }

    private int endOfName(int file) {
        return integer(index, FIRST + file * RECORD + 4);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether a file's name begins with {@code prefix}. A start asks some thousand times: most often the last byte is the answer. */
    private boolean begins(int file, byte[] prefix) {
        int at = names + beginOfName(file);
        int end = at + prefix.length;
        return end <= names + endOfName(file)
                && (prefix.length == 0 || index[end - 1] == prefix[prefix.length - 1])
                && Arrays.equals(index, at, end, prefix, 0, prefix.length);
    }

    /** Reads the index, unless that was done. Takes no lock: see {@link AgentStart}. */
    private void open() throws IOException {
        if (index != null) {
            return;
        }
        byte[] head = jar.read(start, HEAD, name);
        int deflated = integer(head, 4);
        int size = integer(head, 8);
        boolean isPossible = deflated > 0 && deflated <= length - HEAD && size >= FIRST && size / deflated <= MOST;
        if (integer(head, 0) != MAGIC || !isPossible) {
            throw jar.overwritten(name);
        }
        byte[] from = jar.read(start + HEAD, deflated, name);
        byte[] read = new byte[size];
        if (!inflate(from, deflated, read, size, from, 0, 0) || crc(read, size) != integer(head, 12)) {
            throw jar.overwritten(name);
        }
        count = integer(read, 0);
        dictionary = FIRST + count * RECORD;
        dictionaryLength = integer(read, 4);
        names = dictionary + dictionaryLength;
        files = HEAD + deflated;
        loaded = new boolean[count];
        index = read;
    }

    /** Returns whether it is not damaged. */
    private static boolean inflate(
            byte[] from, int length, byte[] content, int size, byte[] texts, int dictionary, int dictionaryLength) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setDictionary(texts, dictionary, dictionaryLength);
            inflater.setInput(from, 0, length);
            int done = 0;
            while (done < size) {
                int more = inflater.inflate(content, done, size - done);
                if (more == 0) {
                    return false;
                }
                done += more;
            }
            return true;
        } catch (DataFormatException damaged) {
            return false;
        } finally {
            inflater.end();
        }
    }

    private static int crc(byte[] content, int size) {
        CRC32 checksum = new CRC32();
        checksum.update(content, 0, size);
        return (int) checksum.getValue();
    }

    private static int integer(byte[] from, int at) {
        return from[at] << 24 | (from[at + 1] & 0xFF) << 16 | (from[at + 2] & 0xFF) << 8 | (from[at + 3] & 0xFF);
    }
}
