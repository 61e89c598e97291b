package io.inferometer.agent.premain;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The agent's own jar, opened once and kept open: its content stays readable when the file is replaced by another. When the very
 * file is overwritten, what was not read yet is lost; that is found out by its length, and by the checksum of what is read. Of a jar
 * (APPNOTE 6.3 of ZIP) it knows what the agent's is made of: stored entries. Thread-safe.
 */
public final class AgentJar {

    private static final String CLASS = ".class";
    private static final int END = 22;
    private static final int END_SIGNATURE = 0x06054B50;
    private static final int ENTRY = 46;
    private static final int LOCAL_ENTRY = 30;

    private final File file;
    private final RandomAccessFile content;
    private final long length;

    /** By name: where its local header is, and its length, or -1 when it is compressed. */
    private final Map<String, long[]> entries = new HashMap<>();

    private final Map<String, Archive> archives = new HashMap<>();
    private volatile boolean changed;

    private AgentJar(File file, RandomAccessFile content) throws IOException {
        this.file = file;
        this.content = content;
        this.length = content.length();
        readEntries();
    }

    /** The file that this class was loaded from. */
    static File location() throws IOException {
        URL url = Premain.class.getProtectionDomain().getCodeSource().getLocation();
        if (!"file".equals(url.getProtocol())) {
            throw new IOException("the agent's jar is not a file but " + url);
        }
        return new File(decode(url.getPath()));
    }

    /** URL escapes (RFC 3986 §2.1); java.net.URI would load its parser for the one path in a thousand that has any. */
    static String decode(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
            if (low < 0) {
                bytes[length++] = bytes[i];
            } else {
                bytes[length++] = (byte) (high << 4 | low);
                i += 2;
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** Opens the jar at this place. */
    public static AgentJar open(File file) throws IOException {
        RandomAccessFile content = new RandomAccessFile(file, "r");
        try {
            return new AgentJar(file, content);
        } catch (IOException | RuntimeException unusable) {
            content.close();
            throw unusable;
        }
    }

    private void readEntries() throws IOException {
        byte[] end = read(length - END, END, "its index");
        if (integer(end, 0) != END_SIGNATURE) {
            throw new IOException(file.getPath().concat(" is not the agent's jar as it was shipped"));
        }
        byte[] index = read(integer(end, 16), integer(end, 12), "its index");
        for (int at = 0; at + ENTRY <= index.length; ) {
            int nameLength = unsignedShort(index, at + 28);
            String name = new String(index, at + ENTRY, nameLength, StandardCharsets.UTF_8);
            boolean isStored = unsignedShort(index, at + 10) == 0;
            entries.put(name, new long[] {integer(index, at + 42), isStored ? integer(index, at + 24) : -1});
            at += ENTRY + nameLength + unsignedShort(index, at + 30) + unsignedShort(index, at + 32);
        }
    }

    public File file() {
        return file;
    }

    /** Whether the file was found to be another than that which was opened. */
    public boolean isChanged() {
        return changed;
    }

    /**
     * Returns the archive in the entry of this name, the same each time.
     *
     * @return null if the jar has none
     */
    public Archive archive(String name) throws IOException {
        if (!entries.containsKey(name)) {
            return null;
        }
        Archive archive = new Archive(this, name, start(name), (int) entries.get(name)[1]);
        synchronized (archives) {
            Archive known = archives.get(name);
            if (known != null) {
                return known;
            }
            archives.put(name, archive);
            return archive;
        }
    }

    /** Names of the classes at the jar's root, which the JVM's class path has; all others are in archives. */
    List<String> classes() {
        List<String> names = new ArrayList<>();
        for (String entry : entries.keySet()) {
            if (entry.endsWith(CLASS)) {
                names.add(entry.substring(0, entry.length() - CLASS.length()).replace('/', '.'));
            }
        }
        return names;
    }

    /** Returns the content of a small entry, which must be there. */
    byte[] entry(String name) throws IOException {
        if (!entries.containsKey(name)) {
            throw new IOException(file.getPath().concat(" has no ").concat(name));
        }
        return read(start(name), (int) entries.get(name)[1], name);
    }

    private long start(String name) throws IOException {
        long[] entry = entries.get(name);
        if (entry[1] < 0) {
            throw new IOException(file.getPath()
                    .concat(" was packed anew and ")
                    .concat(name)
                    .concat(" compressed: use the agent's jar as it was shipped"));
        }
        byte[] header = read(entry[0], LOCAL_ENTRY, name);
        return entry[0] + LOCAL_ENTRY + unsignedShort(header, 26) + unsignedShort(header, 28);
    }

    /**
     * Does nothing.
     *
     * @param what is going to be read
     * @throws IOException if the file was overwritten, as far as its length tells
     */
    void check(String what) throws IOException {
        read(0, 0, what);
    }

    /** Reads bytes of the file as it was opened. */
    byte[] read(long at, int count, String what) throws IOException {
        if (count < 0 || at + count > length) {
            throw overwritten(what);
        }
        byte[] bytes = new byte[count];
        read(at, bytes, count, what);
        return bytes;
    }

    /** The same, to the beginning of an array. */
    void read(long at, byte[] bytes, int count, String what) throws IOException {
        if (at < 0 || at + count > length) {
            throw overwritten(what);
        }
        synchronized (content) {
            if (content.length() == length) {
                try {
                    content.seek(at);
                    content.readFully(bytes, 0, count);
                    return;
                } catch (IOException unreadable) {
                    // What follows says why.
                    changed = true;
                }
            }
        }
        throw overwritten(what);
    }

    /** Returns what to throw if a part is not what was there when the jar was opened. */
    IOException overwritten(String what) {
        changed = true;
        return new IOException(file.getPath()
                .concat(" was overwritten while this JVM uses it: ")
                .concat(what)
                .concat(" cannot be read any more. Restart this JVM; upgrade by renaming a new file to the old name"));
    }

    /** The lowest byte first, as ZIP has it. */
    private static int integer(byte[] from, int at) {
        return unsignedShort(from, at) | unsignedShort(from, at + 2) << 16;
    }

    private static int unsignedShort(byte[] from, int at) {
        return (from[at] & 0xFF) | (from[at + 1] & 0xFF) << 8;
    }
}
