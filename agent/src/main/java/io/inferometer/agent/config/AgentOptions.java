package io.inferometer.agent.config;

import io.inferometer.agent.premain.StartOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code key=value,key=value…}: a segment without {@code =} continues the list before it, as a method with {@code #} does, a
 * comma between parentheses never splits, {@code \,} is a comma.
 */
final class AgentOptions {

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Problems problems;
    private String key;

    private AgentOptions(Problems problems) {
        this.problems = problems;
    }

    /** The values by key in the order given; lists keep their {@code \,}. Adds a line for each segment that is wrong. */
    static Map<String, String> parse(String text, Problems problems) {
        AgentOptions options = new AgentOptions(problems);
        List<String> segments = StartOptions.split(text);
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            int equals = segment.indexOf('=');
            if (equals >= 0 && (options.isMethod(segment, equals) || options.isTag(segment, equals))) {
                options.resume(segment);
            } else if (equals >= 0) {
                options.begin(segment, equals);
            } else if (!segment.isEmpty()) {
                options.resume(segment);
            }
        }
        return options.values;
    }

    private void begin(String segment, int equals) {
        key = segment.substring(0, equals).trim();
        if (key.isEmpty()) {
            problems.add(Mistakes.noPair(segment));
            return;
        }
        String value = segment.substring(equals + 1).trim();
        String earlier = values.put(key, isList() ? value : CommaList.unescape(value));
        if (earlier != null) {
            problems.add(Mistakes.repeated(key, "agent options"));
        }
    }

    private void resume(String segment) {
        if (key != null && isList()) {
            values.put(key, values.get(key).concat(",").concat(segment));
        } else if ((key == null || Options.match(key) != null) && problems.hasRoom()) {
            problems.add(Mistakes.strayPart(key, key == null ? "" : values.get(key), segment));
        }
        // What follows an unknown key belongs to it, and the key itself is reported.
    }

    /** Whether it is one more item of a list of methods, whose readings hold the sign that else ends a key. */
    private boolean isMethod(String segment, int equals) {
        Option<?> option = key == null ? null : Options.find(key);
        int hash = segment.indexOf('#');
        return option != null
                && option.type().isOfMethods()
                && hash >= 0
                && hash < equals
                && Options.match(segment.substring(0, equals).trim()) == null;
    }

    /** Whether it is one more tag: what else has such a key would be a mistake. */
    private boolean isTag(String segment, int equals) {
        Option<?> option = key == null ? null : Options.find(key);
        return option != null
                && option.type() == ValueType.TAGS
                && Options.match(segment.substring(0, equals).trim()) == null;
    }

    private boolean isList() {
        Option<?> option = Options.find(key);
        return option != null && option.type().isList();
    }
}
