package io.inferometer.agent.config;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Reads a properties file in UTF-8; nothing that may keep the reader waiting, as a pipe or a terminal does. */
final class PropertiesFile {

    /** Far more than all options take: a bound for memory. */
    private static final int LARGEST = 1 << 20;

    /** What bytes become that are not UTF-8, such as those of ISO 8859-1. */
    private static final char REPLACED = '\uFFFD';

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private PropertiesFile() {}

    /** The values by key, sorted; none, and a line that says why, when the file cannot be read. */
    static Map<String, String> read(String path, String source, Problems problems) {
        File file = new File(path);
        if (file.exists() && !file.isFile() && !file.isDirectory()) {
            problems.add(Mistakes.unreadable(path, source, "it is not a regular file"));
            return new TreeMap<>();
        }
        if (file.length() > LARGEST) {
            problems.add(Mistakes.unreadable(path, source, "it is larger than 1 MiB"));
            return new TreeMap<>();
        }
        String[] repeated = new String[1];
        Properties properties = new Properties() {
            @Override
            public synchronized Object put(Object key, Object value) {
                Object before = super.put(key, value);
                repeated[0] = before == null || before.equals(value) ? repeated[0] : (String) key;
                return before;
            }
        };
        try (InputStream in = new FileInputStream(path)) {
            byte[] content = in.readNBytes(LARGEST);
            if (isUtf16(content)) {
                problems.add(Mistakes.unreadable(path, source, "it is in UTF-16, save it in UTF-8"));
                return new TreeMap<>();
            }
            int start = hasByteOrderMark(content) ? BYTE_ORDER_MARK.length : 0;
            InputStream text = new ByteArrayInputStream(content, start, content.length - start);
            properties.load(new InputStreamReader(text, StandardCharsets.UTF_8));
        } catch (IOException | IllegalArgumentException e) {
            problems.add(Mistakes.unreadable(path, source, e.getMessage()));
            return new TreeMap<>();
        }
        Map<String, String> values = new TreeMap<>();
        String damaged = null;
        for (String key : properties.stringPropertyNames()) {
            String value = properties.getProperty(key).trim();
            values.put(key, value);
            damaged = key.indexOf(REPLACED) < 0 && value.indexOf(REPLACED) < 0 ? damaged : key;
        }
        if (repeated[0] != null) {
            problems.add(Mistakes.repeated(repeated[0], path));
        }
        if (damaged != null) {
            problems.add(Mistakes.notUtf8(path, source, damaged));
        }
        return values;
    }

    /** Editors on Windows write one, which is no part of the first key. */
    private static boolean hasByteOrderMark(byte[] content) {
        return content.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(content, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }

    /** Its own mark, or a zero beside each Latin letter. */
    private static boolean isUtf16(byte[] content) {
        int first = content.length < 2 ? 0 : (content[0] & 0xFF) << 8 | (content[1] & 0xFF);
        boolean hasMark = first == 0xFEFF || first == 0xFFFE;
        for (int i = 0; i < content.length && !hasMark; i++) {
            hasMark = content[i] == 0;
        }
        return hasMark;
    }
}
