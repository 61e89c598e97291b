package io.inferometer.agent.config;

import io.inferometer.agent.premain.StartOptions;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Gathers settings from every source, strongest first: the first to name a key wins. Confined to one thread. */
final class Sources {

    final Map<String, Setting> settings = new HashMap<>();
    final List<String> problems = new ArrayList<>();

    void readAgentOptions(String text) {
        String trimmed = text.trim();
        if (trimmed.isEmpty()) {
            return;
        }
        if (trimmed.indexOf('=') >= 0) {
            putAll(AgentOptions.parse(trimmed, problems), "agent options");
        } else if (new File(trimmed).isFile()) {
            putAll(PropertiesFile.read(trimmed, "agent options", problems), "agent options file ".concat(trimmed));
        } else {
            problems.add(Mistakes.noFile(trimmed));
        }
    }

    private void putAll(Map<String, String> values, String source) {
        for (Map.Entry<String, String> value : values.entrySet()) {
            put(value.getKey(), value.getValue(), source);
        }
    }

    void readSystemProperties(Properties system) {
        for (String name : system.stringPropertyNames()) {
            if (name.startsWith(SettingNames.PROPERTY_PREFIX)) {
                String value = system.getProperty(name);
                if (value != null) {
                    put(
                            name.substring(SettingNames.PROPERTY_PREFIX.length()),
                            value.trim(),
                            "system property ".concat(name));
                }
            }
        }
    }

    /**
     * An empty variable counts as unset, as shells and container files have no other way to take one back; so does one
     * that the kubelet made.
     */
    void readEnvironment(Map<String, String> environment) {
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            String name = variable.getKey();
            String value = variable.getValue().trim();
            if (name.startsWith(SettingNames.VARIABLE_PREFIX) && !value.isEmpty()) {
                Option<?> option = SettingNames.find(name);
                boolean isUsable = option != null && value.indexOf("://") < 0;
                if (!isUsable && ServiceLinks.isLink(name, value, environment)) {
                    continue;
                }
                if (option == null) {
                    problems.add(Mistakes.unknownVariable(name));
                } else {
                    put(option.key(), value, "environment ".concat(name));
                }
            }
        }
    }

    void readConfigFile() {
        Setting config = settings.get(Options.CONFIG.key());
        if (config == null || config.value == null) {
            return;
        }
        Map<String, String> values = PropertiesFile.read(config.text, config.source, problems);
        if (values.remove(Options.CONFIG.key()) != null) {
            problems.add(Mistakes.nestedConfig(config.text));
        }
        putAll(values, "file ".concat(config.text));
    }

    /** Variables of other software, weaker than every source of ours. */
    void readAliases(Map<String, String> environment) {
        List<Option<?>> options = Options.all();
        for (int i = 0; i < options.size(); i++) {
            List<String> aliases = options.get(i).aliases();
            for (int j = 0; j < aliases.size(); j++) {
                String value = environment.get(aliases.get(j));
                if (value != null && !value.trim().isEmpty()) {
                    put(
                            options.get(i).key(),
                            inSeconds(options.get(i), value.trim()),
                            "environment ".concat(aliases.get(j)));
                }
            }
        }
    }

    /** Other software writes durations as whole numbers of seconds. */
    private static String inSeconds(Option<?> option, String value) {
        return option.type().isDuration() && Quantities.wholeNumber(value) >= 0 ? value.concat("s") : value;
    }

    private void put(String key, String text, String source) {
        Option<?> option = Options.match(key);
        if (option == null) {
            problems.add(Mistakes.unknownKey(key, source));
        } else if (!settings.containsKey(key)) {
            Object value = option.type().isList()
                    ? items(option, text, source)
                    : option.type().parse(text);
            if (value == null && !option.type().isList()) {
                problems.add(Mistakes.wrongValue(option, key, text, source));
            }
            settings.put(key, new Setting(text, source, value));
        }
    }

    /** The items that are right; null, which means the default, when there are items and none is right. */
    private List<String> items(Option<?> option, String text, String source) {
        List<String> right = new ArrayList<>();
        List<String> raw = StartOptions.split(text);
        boolean mistaken = false;
        for (int i = 0; i < raw.size(); i++) {
            String item = CommaList.unescape(raw.get(i));
            if (!item.isEmpty() && !ItemSyntax.isItem(option.type(), item)) {
                mistaken = true;
                problems.add(Mistakes.wrongItem(option, item, text, source));
            } else if (!item.isEmpty() && !right.contains(item)) {
                right.add(item);
            }
        }
        return mistaken && right.isEmpty() ? null : List.copyOf(right);
    }
}
