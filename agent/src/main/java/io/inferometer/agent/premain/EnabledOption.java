package io.inferometer.agent.premain;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * The option {@code enabled}, read before any class is loaded that knows the others, and by the same rules: the strongest source
 * that names it decides; what is neither true nor false counts as not said.
 */
final class EnabledOption {

    /** As for the other options: what is larger is not read. */
    private static final long LARGEST = 1 << 20;

    private EnabledOption() {}

    /** @param agentOptions what follows {@code -javaagent:inferometer-agent.jar=}; null is empty */
    static boolean isFalse(String agentOptions) {
        String options = agentOptions == null ? "" : agentOptions.trim();
        String value = find(options, "enabled", "ENABLED");
        if (value == null) {
            String file = find(options, "config", "CONFIG");
            value = file == null ? null : inFile(file, "enabled");
        }
        return "false".equalsIgnoreCase(value);
    }

    private static String find(String options, String key, String variable) {
        String value = options.indexOf('=') < 0 ? inFile(options, key) : inOptions(options, key);
        if (value == null) {
            value = System.getProperty("inferometer.".concat(key));
        }
        if (value == null) {
            value = System.getenv("INFEROMETER_".concat(variable));
            // Shells and container files can take a variable back only by emptying it.
            value = value == null || value.trim().isEmpty() ? null : value;
        }
        return value == null ? null : value.trim();
    }

    /** The last of several wins. A comma between parentheses or after a backslash divides nothing. */
    private static String inOptions(String options, String key) {
        String value = null;
        int start = 0;
        int depth = 0;
        for (int i = 0; i <= options.length(); i++) {
            char c = i == options.length() ? ',' : options.charAt(i);
            if (c == '\\' && i + 1 < options.length() && options.charAt(i + 1) == ',') {
                i++;
            } else if (c == '(' && options.indexOf(')', i) > 0) {
                depth++;
            } else if (c == ')' && depth > 0) {
                depth--;
            } else if (c == ',' && (depth == 0 || i == options.length())) {
                int equals = options.indexOf('=', start);
                if (equals >= 0
                        && equals < i
                        && options.substring(start, equals).trim().equals(key)) {
                    value = options.substring(equals + 1, i).trim().replace("\\,", ",");
                }
                start = i + 1;
            }
        }
        return value;
    }

    /** Files that cannot be read are ignored here; they are reported when the other options are read. */
    private static String inFile(String path, String key) {
        File file = new File(path);
        if (!file.isFile() || file.length() > LARGEST) {
            return null;
        }
        Properties properties = new Properties();
        try (InputStream in = new FileInputStream(file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            properties.load(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
        } catch (IOException | IllegalArgumentException unreadable) {
            return null;
        }
        String value = properties.getProperty(key);
        return value == null ? null : value.trim();
    }
}
