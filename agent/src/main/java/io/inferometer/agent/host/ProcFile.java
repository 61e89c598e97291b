package io.inferometer.agent.host;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/** Reads the kernel's small text files and finds numbers in them, without regular expressions or splitting. */
final class ProcFile {

    /** More than any of the files has on the largest machines; keeps a surprise from filling the heap. */
    private static final int MAX_BYTES = 1 << 20;

    /** For one file after the other, many times in a look. Null while it is in use. */
    private static final AtomicReference<byte[]> SPARE = new AtomicReference<>(new byte[4 * 1024]);

    private ProcFile() {}

    static String read(File file) throws IOException {
        return read(file, MAX_BYTES);
    }

    /** The beginning of the file. */
    static String read(File file, int maxBytes) throws IOException {
        byte[] spare = SPARE.getAndSet(null);
        try (InputStream in = new FileInputStream(file)) {
            byte[] buffer = spare == null ? new byte[1024] : spare;
            int length = in.read(buffer, 0, Math.min(buffer.length, maxBytes));
            for (int more = length; more > 0 && length < maxBytes; length += Math.max(more, 0)) {
                if (length == buffer.length) {
                    buffer = Arrays.copyOf(buffer, 2 * length);
                }
                more = in.read(buffer, length, Math.min(buffer.length, maxBytes) - length);
            }
            return new String(buffer, 0, Math.max(length, 0), StandardCharsets.ISO_8859_1);
        } finally {
            if (spare != null) {
                SPARE.set(spare);
            }
        }
    }

    /** The only number of a file; NaN if there is no such file, or it holds a word such as {@code max}. */
    static double number(File file) throws IOException {
        return file.exists() ? numberAt(read(file), 0) : Double.NaN;
    }

    /** The number after a key at the beginning of a line, with or without a colon; NaN if the key is missing. */
    static double number(String text, String key) {
        int line = 0;
        do {
            int end = line + key.length();
            if (text.startsWith(key, line) && end < text.length() && isSeparator(text.charAt(end))) {
                return numberAt(text, end);
            }
            line = text.indexOf('\n', line) + 1;
        } while (line > 0);
        return Double.NaN;
    }

    /** The number at or after this place, past spaces and one colon; NaN if something else is there. */
    static double numberAt(String text, int start) {
        int at = start;
        while (at < text.length() && (isSeparator(text.charAt(at)) || text.charAt(at) == '\t')) {
            at++;
        }
        int from = at;
        double value = 0;
        for (; at < text.length() && isDigit(text.charAt(at)); at++) {
            value = value * 10 + (text.charAt(at) - '0');
        }
        return at == from ? Double.NaN : value;
    }

    /** The place behind the words that begin here, so many of them. */
    static int skipWords(String text, int start, int words) {
        int at = start;
        for (int i = 0; i < words; i++) {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }
        return at;
    }

    private static boolean isSeparator(char c) {
        return c == ':' || c == ' ';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
