package io.inferometer.agent.model;

import io.inferometer.agent.reader.Values;
import java.io.File;

/**
 * The name of the file that a model was loaded from, without what is different after each restart: the number that {@code
 * File.createTempFile} gives a file in the temporary directory, a hash, a UUID. A restart or a reload thus continues the same series.
 */
final class ModelFileName {

    private static final int TEMPORARY_DIGITS = 10;
    private static final int HASH_DIGITS = 32;
    private static final String ADDRESS = "file:";

    /** Where the dashes of a UUID are. */
    private static final String UUID = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

    private ModelFileName() {}

    /** The name of the model in this file or folder; null where nothing of it is left. */
    static String of(String path) {
        String name = named(path);
        String stable = withoutHashes(isTemporary(path) ? withoutNumber(name, TEMPORARY_DIGITS) : name);
        return stable.isEmpty() ? null : stable;
    }

    /** Of a folder that is called by the number of a version, as TensorFlow Serving has them, the name of the one around it. */
    private static String named(String path) {
        String name = Values.fileName(path);
        String folder = path.contains("://") ? "" : path.replace('\\', '/').replaceFirst("/+$", "");
        if (!folder.endsWith("/".concat(name)) || !withoutNumber(name, 1).isEmpty()) {
            return name;
        }
        String around = Values.fileName(folder.substring(0, folder.length() - name.length()));
        return withoutNumber(around, 1).isEmpty() ? name : around;
    }

    private static boolean isTemporary(String path) {
        String directory = System.getProperty("java.io.tmpdir");
        if (directory == null || directory.isEmpty()) {
            return false;
        }
        return plain(path).startsWith(directory.endsWith(File.separator) ? directory : directory + File.separator);
    }

    /** The path in the address of a file, which begins with one slash or three (RFC 8089). */
    private static String plain(String path) {
        if (!path.startsWith(ADDRESS)) {
            return path;
        }
        String rest = path.substring(ADDRESS.length());
        return rest.startsWith("///") ? rest.substring(2) : rest;
    }

    private static String withoutNumber(String name, int leastDigits) {
        int end = name.length();
        while (end > 0 && isDigit(name.charAt(end - 1))) {
            end--;
        }
        return name.length() - end < leastDigits ? name : withoutSeparator(name.substring(0, end));
    }

    private static String withoutHashes(String name) {
        StringBuilder kept = new StringBuilder(name);
        for (int at = 0; at < kept.length(); at++) {
            if (at == 0 || !isLetterOrDigit(kept.charAt(at - 1))) {
                int length = Math.max(uuidAt(kept, at), hashAt(kept, at));
                if (length > 0) {
                    // With what separates it from the part before, or from the next one.
                    int from = at > 0 ? at - 1 : 0;
                    int to = at > 0 ? at + length : Math.min(kept.length(), length + 1);
                    kept.delete(from, to);
                    at = from - 1;
                }
            }
        }
        return kept.toString();
    }

    /** The length of the UUID that begins here; 0 where none does. */
    private static int uuidAt(CharSequence name, int at) {
        if (at + UUID.length() > name.length() || continues(name, at + UUID.length())) {
            return 0;
        }
        for (int i = 0; i < UUID.length(); i++) {
            char wanted = UUID.charAt(i);
            char found = name.charAt(at + i);
            if (wanted == '-' ? found != '-' : !isHexadecimal(found)) {
                return 0;
            }
        }
        return UUID.length();
    }

    /** The length of the hash that begins here; 0 where none does. */
    private static int hashAt(CharSequence name, int at) {
        int end = at;
        while (end < name.length() && isHexadecimal(name.charAt(end))) {
            end++;
        }
        return end - at < HASH_DIGITS || continues(name, end) ? 0 : end - at;
    }

    private static boolean continues(CharSequence name, int at) {
        return at < name.length() && isLetterOrDigit(name.charAt(at));
    }

    private static String withoutSeparator(String name) {
        int end = name.length();
        return end > 0 && !isLetterOrDigit(name.charAt(end - 1)) ? name.substring(0, end - 1) : name;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHexadecimal(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private static boolean isLetterOrDigit(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c > 127;
    }
}
