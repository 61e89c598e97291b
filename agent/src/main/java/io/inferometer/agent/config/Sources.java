package io.inferometer.agent.config;

import io.inferometer.agent.exporter.ExporterTable;
import io.inferometer.agent.premain.StartOptions;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** Gathers settings from every source, strongest first: the first to name a key wins. Confined to one thread. */
final class Sources {

    final Map<String, Setting> settings = new HashMap<>();

    /** Null without a mistake: a start without settings loads no class for them. */
    private Problems problems;

    private Problems problems() {
        if (problems == null) {
            problems = new Problems();
        }
        return problems;
    }

    /** Mistakes found so far, a line each. */
    List<String> mistakes() {
        return problems == null ? new ArrayList<>() : problems.lines();
    }

    void readAgentOptions(String text) {
        String trimmed = text.trim();
        if (trimmed.isEmpty()) {
            return;
        }
        if (trimmed.indexOf('=') >= 0) {
            putAll(AgentOptions.parse(trimmed, problems()), "agent options");
        } else if (new File(trimmed).isFile()) {
            putAll(PropertiesFile.read(trimmed, "agent options", problems()), "agent options file ".concat(trimmed));
        } else {
            problems().add(Mistakes.noFile(trimmed));
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
                    problems().add(Mistakes.unknownVariable(name));
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
        Map<String, String> values = PropertiesFile.read(config.text, config.source, problems());
        if (values.remove(Options.CONFIG.key()) != null) {
            problems().add(Mistakes.nestedConfig(config.text));
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
                    putAlias(options.get(i), inSeconds(options.get(i), value.trim()), aliases.get(j));
                }
            }
        }
    }

    /** What nobody here reads may be meant for software that has the name of the variable by chance: then a wrong value is none of ours. */
    private void putAlias(Option<?> option, String text, String variable) {
        if (option.type().parse(text) != null || isRead(option.key())) {
            put(option.key(), text, "environment ".concat(variable));
        }
    }

    /** Whether the setting is one of an exporter that is asked for. */
    private boolean isRead(String key) {
        Setting exporters = settings.get(Options.EXPORTERS.key());
        if (exporters != null && exporters.value != null) {
            for (Object name : (List<?>) exporters.value) {
                if (ExporterTable.row((String) name).reads(key)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Other software writes durations as whole numbers of seconds. */
    private static String inSeconds(Option<?> option, String value) {
        return option.type().isDuration() && Quantities.wholeNumber(value) >= 0 ? value.concat("s") : value;
    }

    private void put(String key, String text, String source) {
        Option<?> option = Options.match(key);
        if (option == null) {
            if (problems().hasRoom()) {
                problems().add(Mistakes.unknownKey(key, source));
            }
        } else if (!settings.containsKey(key)) {
            Object value = option.type().isList()
                    ? items(option, text, source)
                    : option.type().parse(text);
            if (value == null && !option.type().isList()) {
                problems().add(Mistakes.wrongValue(option, key, text, source));
            }
            settings.put(key, new Setting(text, source, value));
        }
    }

    /** The items that are right; null, which means the default, when there are items and none is right. */
    private List<String> items(Option<?> option, String text, String source) {
        Set<String> right = new LinkedHashSet<>();
        List<String> raw = StartOptions.split(text);
        boolean mistaken = false;
        boolean isHidden = false;
        for (int i = 0; i < raw.size(); i++) {
            String item = CommaList.unescape(raw.get(i));
            if (!item.isEmpty() && !ItemSyntax.isItem(option.type(), item)) {
                isHidden = mistaken ? isHidden : Mistakes.hasSecret(text);
                mistaken = true;
                if (problems().hasRoom()) {
                    problems().add(Mistakes.wrongItem(option, item, isHidden, source));
                }
            } else if (!item.isEmpty()) {
                right.add(item);
            }
        }
        return mistaken && right.isEmpty() ? null : List.copyOf(right);
    }
}
