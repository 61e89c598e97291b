package io.inferometer.agent.config;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Reads a properties file in UTF-8. */
final class PropertiesFile {

    private PropertiesFile() {}

    /** The values by key, sorted; none, and a line that says why, when the file cannot be read. */
    static Map<String, String> read(String path, String source, List<String> problems) {
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
