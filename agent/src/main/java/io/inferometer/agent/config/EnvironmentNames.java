package io.inferometer.agent.config;

import java.util.List;
import java.util.Locale;

/** Environment variables: {@code INFEROMETER_} and the key in capitals, its {@code .} and {@code -} as {@code _}. */
final class EnvironmentNames {

    private EnvironmentNames() {}

    static String of(Option<?> option) {
        return "INFEROMETER_"
                .concat(option.key().toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
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
