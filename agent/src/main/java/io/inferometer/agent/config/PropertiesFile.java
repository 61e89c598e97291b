package io.inferometer.agent.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Reads a properties file in UTF-8; nothing that may keep the reader waiting, as a pipe or a terminal does. */
final class PropertiesFile {

    /** Far more than all options take: a bound for memory. */
    private static final long LARGEST = 1 << 20;

    private PropertiesFile() {}

    /** The values by key, sorted; none, and a line that says why, when the file cannot be read. */
    static Map<String, String> read(String path, String source, List<String> problems) {
        File file = new File(path);
        if (file.exists() && !file.isFile() && !file.isDirectory()) {
            problems.add(Mistakes.unreadable(path, source, "it is not a regular file"));
            return new TreeMap<>();
        }
        if (file.length() > LARGEST) {
            problems.add(Mistakes.unreadable(path, source, "it is larger than 1 MiB"));
            return new TreeMap<>();
        }
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(new FileInputStream(path), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            problems.add(Mistakes.unreadable(path, source, e.getMessage()));
            return new TreeMap<>();
        }
        Map<String, String> values = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            values.put(key, properties.getProperty(key).trim());
        }
        return values;
    }
}
