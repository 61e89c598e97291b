package io.inferometer.agent.premain;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The agent's own jar, opened once and kept open: its content stays readable when the file is replaced. Not a multi-release
 * jar: of such libraries it holds the classes for the oldest JDK that the agent runs on. Thread-safe.
 */
public final class AgentJar {

    private final File file;
    private final JarFile jar;

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

    /** @return null when there is no such entry */
    byte[] read(String name) throws IOException {
        InputStream in = open(name);
        if (in == null) {
            return null;
        }
        try (in) {
            return in.readAllBytes();
        }
    }

    /** @return null when there is no such entry */
    InputStream open(String name) throws IOException {
        JarEntry entry = jar.getJarEntry(name);
        return entry == null || entry.isDirectory() ? null : jar.getInputStream(entry);
    }
}
