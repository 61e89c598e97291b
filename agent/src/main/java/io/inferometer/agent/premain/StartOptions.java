package io.inferometer.agent.premain;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * The options that decide which classes are looked at, read before anything is loaded that knows the others, and by the same rules: the
 * strongest source that names a key decides. Mistakes are passed over; they are reported when all options are read. Immutable.
 */
public final class StartOptions {

    /** As for the other options: what is larger is not read. */
    private static final long LARGEST = 1 << 20;

    private static final String METHODS = "methods";

    /** Options whose items are methods: those of stages of queued requests, too. */
    private static final String[] OF_METHODS = {
        METHODS,
        "async.accept",
        "async.process",
        "async.download",
        "async.model",
        "async.upload",
        "async.notify",
        "async.expire",
        "async.submit"
    };

    /** Each asks for stages in calls of the AWS SDK, or refuses them. */
    private static final String[] OF_SDK = {"async.s3-download", "async.s3-upload", "async.sns", "async.sqs"};

    private static final String LIBRARIES = "libraries";

    private static final String LIBRARY_FILES = "library.files";

    private static final String ANNOTATIONS = "annotations";

    private final Map<String, String> given;
    private final Properties system;
    private final Map<String, String> file;

    private StartOptions(Map<String, String> given, Properties system) {
        this.given = given;
        this.system = system;
        file = new HashMap<>();
        String config = find("config", "CONFIG");
        if (config != null) {
            readFile(config, file);
        }
    }

    /**
     * Reads the options of the agent, these system properties, the environment and the file that they name.
     *
     * @param agentOptions what follows {@code -javaagent:inferometer-agent.jar=}; null is empty
     */
    static StartOptions read(String agentOptions, Properties system) {
        Map<String, String> given = new HashMap<>();
        String options = agentOptions == null ? "" : agentOptions.trim();
        if (options.indexOf('=') >= 0) {
            parse(options, given);
        } else if (!options.isEmpty()) {
            readFile(options, given);
        }
        return new StartOptions(given, system);
    }

    /** Returns false only if it was said so; what is neither true nor false counts as not said. */
    boolean isEnabled() {
        return !"false".equalsIgnoreCase(find("enabled", "ENABLED"));
    }

    /** Returns the classes whose methods the user names, and perhaps what looks like one. */
    List<String> methodClasses() {
        List<String> classes = new ArrayList<>();
        for (String key : OF_METHODS) {
            String methods = find(key);
            int begin = 0;
            int hash = methods == null ? -1 : methods.indexOf('#');
            for (; hash >= 0; hash = methods.indexOf('#', begin)) {
                int comma = methods.substring(begin, hash).lastIndexOf(',');
                classes.add(methods.substring(begin + comma + 1, hash).trim());
                begin = hash + 1;
            }
        }
        for (String declared : declaredMethods()) {
            int hash = declared.indexOf('#');
            String named = hash < 0 ? declared : declared.substring(0, hash);
            classes.add(named.endsWith("+") ? named.substring(0, named.length() - 1) : named);
        }
        return classes;
    }

    /** Returns the values of the files that declare libraries: methods, classes, and other texts that match nothing. */
    List<String> declaredMethods() {
        List<String> values = new ArrayList<>();
        String paths = find(LIBRARY_FILES);
        for (String path : paths == null ? List.<String>of() : split(paths)) {
            String[] inside = new File(path).list();
            if (inside == null) {
                addValues(path, values);
            } else {
                for (String name : inside) {
                    if (name.endsWith(".properties")) {
                        addValues(path.concat(File.separator).concat(name), values);
                    }
                }
            }
        }
        return values;
    }

    private static void addValues(String path, List<String> values) {
        Map<String, String> read = new HashMap<>();
        readFile(path, read);
        for (String value : read.values()) {
            values.add(value.trim());
        }
    }

    /** Returns the further annotations that opt a method in. */
    List<String> annotations() {
        List<String> annotations = new ArrayList<>();
        String named = find(ANNOTATIONS);
        for (String each : named == null ? List.<String>of() : split(named)) {
            int at = each.indexOf('@');
            String annotation = at < 0 ? each : each.substring(0, at);
            if (!annotation.isEmpty()) {
                annotations.add(annotation);
            }
        }
        return annotations;
    }

    /** Returns whether calls of the AWS SDK may be stages: where a method is one, or it is said so. */
    boolean hasSdkStages() {
        boolean hasStages = false;
        for (String key : OF_METHODS) {
            String methods = key.equals(METHODS) ? null : find(key);
            hasStages |= methods != null && methods.indexOf('#') >= 0;
        }
        for (String key : OF_SDK) {
            String said = find(key);
            if ("true".equalsIgnoreCase(said) || (hasStages && !"false".equalsIgnoreCase(said))) {
                return true;
            }
        }
        return false;
    }

    private String find(String key) {
        return find(key, key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT));
    }

    /**
     * Returns whether a built-in library is measured; a list of exceptions alone asks for all others.
     *
     * @param known the names of all
     */
    boolean includes(String library, Set<String> known) {
        String libraries = find(LIBRARIES, "LIBRARIES");
        if (libraries == null) {
            return true;
        }
        boolean isWrong = false;
        boolean onlyExceptions = true;
        boolean isNamed = false;
        int right = 0;
        for (String item : split(libraries)) {
            boolean isException = item.startsWith("-");
            if (item.equals("*") || known.contains(isException ? item.substring(1) : item)) {
                right++;
                if (isException && item.substring(1).equals(library)) {
                    return false;
                }
                onlyExceptions &= isException;
                isNamed |= item.equals("*") || item.equals(library);
            } else {
                isWrong |= !item.isEmpty();
            }
        }
        // Where every item is wrong, the default applies.
        return right == 0 ? isWrong : onlyExceptions || isNamed;
    }

    private String find(String key, String variable) {
        String value = given.get(key);
        if (value == null) {
            value = system.getProperty("inferometer.".concat(key));
        }
        if (value == null) {
            value = System.getenv("INFEROMETER_".concat(variable));
            // Shells and container files can take a variable back only by emptying it.
            value = value == null || value.trim().isEmpty() ? null : value;
        }
        if (value == null) {
            value = file.get(key);
        }
        return value == null ? null : value.trim();
    }

    /** The last of several wins; what has no key of its own goes on a list. */
    private static void parse(String options, Map<String, String> values) {
        String key = "";
        for (String part : split(options)) {
            key = add(part, key, values);
        }
    }

    /**
     * Returns what commas divide, trimmed. A comma between parentheses belongs to its item, and so does {@code \,}, which stays written so. A
     * parenthesis that nothing closes holds nothing back.
     */
    public static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        int depth = 0;
        int lastClosing = text.lastIndexOf(')');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == ',') {
                i++;
            } else if (c == '(' && i < lastClosing) {
                depth++;
            } else if (c == ')' && depth > 0) {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i).trim());
                start = i + 1;
            }
        }
        parts.add(text.substring(start).trim());
        return parts;
    }

    /** Returns the key that the next part may continue. */
    private static String add(String part, String key, Map<String, String> values) {
        int equals = part.indexOf('=');
        int hash = part.indexOf('#');
        boolean isMethod = isOfMethods(key) && hash >= 0 && hash < equals;
        if (equals >= 0 && !isMethod) {
            String begun = part.substring(0, equals).trim();
            String value = part.substring(equals + 1).trim();
            values.put(begun, isList(begun) ? value : value.replace("\\,", ","));
            return begun;
        }
        if (isList(key)) {
            values.put(key, values.get(key).concat(",").concat(part));
        }
        return key;
    }

    private static boolean isList(String key) {
        return isOfMethods(key) || key.equals(LIBRARIES) || key.equals(LIBRARY_FILES) || key.equals(ANNOTATIONS);
    }

    private static boolean isOfMethods(String key) {
        for (String each : OF_METHODS) {
            if (each.equals(key)) {
                return true;
            }
        }
        return false;
    }

    /** Files that cannot be read are passed over. */
    private static void readFile(String path, Map<String, String> values) {
        File file = new File(path);
        if (!file.isFile() || file.length() > LARGEST) {
            return;
        }
        Properties properties = new Properties();
        try (InputStream in = new FileInputStream(file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            properties.load(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
        } catch (IOException | IllegalArgumentException unreadable) {
            return;
        }
        for (String key : properties.stringPropertyNames()) {
            values.put(key, properties.getProperty(key));
        }
    }
}
