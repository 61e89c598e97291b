package io.inferometer.agent.config;

import java.util.List;
import java.util.Locale;

/**
 * What options are called outside of the agent's own list. As system properties: {@code inferometer.} and the key. As environment
 * variables: {@code INFEROMETER_} and the key in capitals, its {@code .} and {@code -} as {@code _}.
 */
final class SettingNames {

    static final String PROPERTY_PREFIX = "inferometer.";
    static final String VARIABLE_PREFIX = "INFEROMETER_";

    private SettingNames() {}

    static String of(Option<?> option) {
        return VARIABLE_PREFIX.concat(
                option.key().toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
    }

    /** The option that the variable {@code name} sets, or null. */
    static Option<?> find(String name) {
        List<Option<?>> options = Options.all();
        for (int i = 0; i < options.size(); i++) {
            if (of(options.get(i)).equals(name)) {
                return options.get(i);
            }
        }
        return null;
    }
}
