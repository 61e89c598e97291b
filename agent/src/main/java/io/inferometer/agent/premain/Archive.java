package io.inferometer.agent.premain;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
 *   files, each deflated for itself with the dictionary, which holds what many of them have in common
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

    /** Written last; two threads may read it at once, and find the same. */
    private volatile byte[] index;

    private int count;
    private byte[] dictionary;
    private int names;
    private int files;
    private volatile byte[] held;
    private volatile KeptFiles kept;

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

    /** Reads all of the archive at once. Until {@link #letGo} its files come from memory, unless there is too little of it. */
    void hold() throws IOException {
        try {
            held = jar.read(start, length, name);
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
        try {
            kept = keep(needed);
        } finally {
            held = null;
        }
    }

    private KeptFiles keep(Choice needed) throws IOException {
        open();
        int[] places = new int[count];
        int size = 0;
        for (int i = 0; i < count; i++) {
            places[i] = -1;
            if (needed.includes(nameOf(i))) {
                places[i] = size;
                size += integer(index, FIRST + i * RECORD + 12);
            }
        }
        byte[] files = new byte[size];
        for (int i = 0; i < count; i++) {
            if (places[i] >= 0) {
                int deflated = integer(index, FIRST + i * RECORD + 12);
                int place = placeOf(i);
                byte[] all = held;
                byte[] from = all == null ? jar.read(start + place, deflated, nameOf(i)) : all;
                System.arraycopy(from, all == null ? 0 : place, files, places[i], deflated);
            }
        }
        return new KeptFiles(files, places);
    }

    /** Where a file begins, from the archive's first byte. */
    private int placeOf(int file) {
        return files + integer(index, FIRST + file * RECORD + 8);
    }

    boolean has(String file) throws IOException {
        return find(file) >= 0;
    }

    /** Returns the names of all files that begin with {@code prefix}. */
    public List<String> names(String prefix) throws IOException {
        open();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String each = nameOf(i);
            if (each.startsWith(prefix)) {
                found.add(each);
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
        int size = size(file);
        if (size < 0) {
            return null;
        }
        byte[] content = new byte[size];
        read(file, content);
        return content;
    }

    /** Returns the length of a file in bytes, or -1 if there is no such file. */
    int size(String file) throws IOException {
        int found = find(file);
        return found < 0 ? -1 : integer(index, FIRST + found * RECORD + 16);
    }

    /** The same as {@link #read(String)}, to the beginning of an array that is long enough for a file that is there. */
    void read(String file, byte[] content) throws IOException {
        int found = find(file);
        int record = FIRST + found * RECORD;
        int place = placeOf(found);
        int deflated = integer(index, record + 12);
        int size = integer(index, record + 16);
        byte[] from = held;
        KeptFiles some = kept;
        if (from == null && some != null && some.place(found) >= 0) {
            from = some.content();
            place = some.place(found);
        } else if (from == null) {
            from = jar.read(start + place, deflated, file);
            place = 0;
        }
        boolean isWhole = inflate(from, place, deflated, content, size, dictionary);
        if (!isWhole || crc(content, size) != integer(index, record + 20)) {
            throw jar.overwritten(file);
        }
    }

    /** The same as {@link #read}. */
    InputStream open(String file) throws IOException {
        byte[] content = read(file);
        return content == null ? null : new ByteArrayInputStream(content);
    }

    private int find(String file) throws IOException {
        open();
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
            if (nameOf(low).equals(file)) {
                return low;
            }
            low++;
        }
        return -1;
    }

    private String nameOf(int i) {
        int begin = i == 0 ? 0 : integer(index, FIRST + (i - 1) * RECORD + 4);
        int end = integer(index, FIRST + i * RECORD + 4);
        return new String(index, names + begin, end - begin, StandardCharsets.UTF_8);
    }

    /** Reads the index, unless that was done. Takes no lock: see {@link AgentStart}. */
    private void open() throws IOException {
        if (index != null) {
            return;
        }
        byte[] all = held;
        byte[] head = all == null ? jar.read(start, HEAD, name) : all;
        int deflated = integer(head, 4);
        int size = integer(head, 8);
        boolean isPossible = deflated > 0 && deflated <= length - HEAD && size >= FIRST && size / deflated <= MOST;
        if (integer(head, 0) != MAGIC || !isPossible) {
            throw jar.overwritten(name);
        }
        byte[] from = all == null ? jar.read(start + HEAD, deflated, name) : all;
        byte[] read = new byte[size];
        if (!inflate(from, all == null ? 0 : HEAD, deflated, read, size, new byte[0])
                || crc(read, size) != integer(head, 12)) {
            throw jar.overwritten(name);
        }
        count = integer(read, 0);
        byte[] common = new byte[integer(read, 4)];
        System.arraycopy(read, FIRST + count * RECORD, common, 0, common.length);
        dictionary = common;
        names = FIRST + count * RECORD + dictionary.length;
        files = HEAD + deflated;
        index = read;
    }

    /** Returns whether it is not damaged. */
    private static boolean inflate(byte[] from, int at, int length, byte[] content, int size, byte[] dictionary) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setDictionary(dictionary);
            inflater.setInput(from, at, length);
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
