package io.inferometer.agent.premain;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;

/**
 * The agent's own jar, opened once and kept open: its content stays readable when the file is replaced by another. When the very
 * file is overwritten, what was not read yet is lost; that is found out by the checksum of what is read. Not a multi-release
 * jar: of such libraries it holds the classes for the oldest JDK that the agent runs on. Thread-safe.
 */
public final class AgentJar {

    private final File file;
    private final JarFile jar;
    private volatile boolean changed;

    private AgentJar(File file, JarFile jar) {
        this.file = file;
        this.jar = jar;
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
        return new AgentJar(file, new JarFile(file, false));
    }

    public File file() {
        return file;
    }

    boolean has(String name) {
        return jar.getEntry(name) != null;
    }

    /** Whether the file was found to be another than that which was opened. */
    public boolean isChanged() {
        return changed;
    }

    /** The names of all entries that begin with this. */
    public List<String> names(String prefix) {
        List<String> names = new ArrayList<>();
        for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
            String name = entries.nextElement().getName();
            if (name.startsWith(prefix)) {
                names.add(name);
            }
        }
        return names;
    }

    /**
     * Reads an entry.
     *
     * @return null when there is no such entry
     * @throws IOException when it cannot be read, or is not what was there when the jar was opened
     */
    byte[] read(String name) throws IOException {
        JarEntry entry = jar.getJarEntry(name);
        if (entry == null || entry.isDirectory()) {
            return null;
        }
        byte[] content = null;
        try (InputStream in = jar.getInputStream(entry)) {
            content = in.readAllBytes();
        } catch (IOException | RuntimeException unreadable) {
            // What follows says why.
            changed = true;
        }
        if (content == null || !isIntact(entry, content)) {
            changed = true;
            throw new IOException(
                    file.getPath()
                            .concat(" was overwritten while this JVM uses it: ")
                            .concat(name)
                            .concat(
                                    " cannot be read any more. Restart this JVM; upgrade by renaming a new file to the old name"));
        }
        return content;
    }

    private static boolean isIntact(JarEntry entry, byte[] content) {
        CRC32 checksum = new CRC32();
        checksum.update(content, 0, content.length);
        return checksum.getValue() == entry.getCrc();
    }

    /** The same as {@link #read}. */
    InputStream open(String name) throws IOException {
        byte[] content = read(name);
        return content == null ? null : new ByteArrayInputStream(content);
    }
}
