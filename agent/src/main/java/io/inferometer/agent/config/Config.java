package io.inferometer.agent.config;

import io.inferometer.agent.redaction.Redaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The effective configuration. A wrong value never stops the application: it is one line in {@link #problems}, and the
 * default applies; where the value names an exporter's destination, {@link #invalid} keeps the default from use. Immutable and thread-safe.
 */
public final class Config {

    private final Map<String, Setting> settings;
    private final List<String> problems;
    private final String command;
    private final String operatingSystem;
    private final String home;
    private final String temporary;
    private final Map<String, String> environment;

    private Config(Sources sources, Properties system, Map<String, String> environment) {
        this.settings = sources.settings;
        this.problems = masked(sources.mistakes());
        this.command = system.getProperty("sun.java.command", "").trim();
        this.operatingSystem = system.getProperty("os.name", "");
        this.home = system.getProperty("user.home", "");
        this.temporary = system.getProperty("java.io.tmpdir", "");
        this.environment = environment;
    }

    /**
     * One key as it is in force.
     *
     * @param key the key
     * @param value its value as text, with {@code ***} for what is secret; empty when it has none
     * @param source where the value comes from, such as {@code agent options} or {@code default}
     */
    public record Entry(String key, Optional<String> value, String source) {}

    /** Reads the options of the agent, this JVM's system properties, its environment and the file that they name. */
    public static Config load(String agentOptions) {
        return load(agentOptions, System.getProperties(), System.getenv());
    }

    /**
     * Reads the sources given, and the file that they name.
     *
     * @param agentOptions what follows {@code -javaagent:inferometer-agent.jar=}; null is empty
     */
    public static Config load(String agentOptions, Properties system, Map<String, String> environment) {
        Sources sources = new Sources();
        sources.readAgentOptions(agentOptions == null ? "" : agentOptions);
        sources.readSystemProperties(system);
        sources.readEnvironment(environment);
        sources.readConfigFile();
        sources.readAliases(environment);
        return new Config(sources, system, environment);
    }

    /** The value in force; null when the option has no default and nothing sets it rightly. */
    @SuppressWarnings("unchecked") // A setting's value was read by the type of the option with its key.
    public <T> T get(Option<T> option) {
        Setting setting = settings.get(option.key());
        if (setting != null && setting.value != null) {
            return (T) setting.value;
        }
        return option.isDerived() ? (T) derived(option) : option.defaultValue();
    }

    /** @throws IllegalStateException if the option names no rule, which no default stands in for */
    private Object derived(Option<?> option) {
        return switch (option.defaultText()) {
            case DerivedDefaults.STAGES -> hasStages();
            case DerivedDefaults.COMMAND -> DerivedDefaults.serviceName(command);
            case DerivedDefaults.SERVICE_NAME -> get(Options.SERVICE_NAME);
            case DerivedDefaults.STATE_DIRECTORY ->
                DerivedDefaults.stateDirectory(operatingSystem, home, temporary, environment);
            case DerivedDefaults.SHARE_OF_HEAP ->
                Integer.valueOf(DerivedDefaults.maxTracked(Runtime.getRuntime().maxMemory()));
            case DerivedDefaults.HOST_NAME -> {
                String host = environment.get("HOSTNAME");
                yield DerivedDefaults.hostName(host == null ? environment.get("COMPUTERNAME") : host);
            }
            default -> throw new IllegalStateException(option.key().concat(" has no rule for its default"));
        };
    }

    /** Whether a method is configured as a stage of queued requests. */
    public boolean hasStages() {
        for (Option<?> option : Options.all()) {
            if (option.type().isOfMethods() && option != Options.METHODS && !((List<?>) get(option)).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Whether something sets the option, rightly or wrongly. */
    public boolean isSet(Option<?> option) {
        return settings.containsKey(option.key());
    }

    /**
     * The value in force as text, its default applied.
     *
     * @throws IllegalArgumentException when there is no such key
     */
    public Optional<String> text(String key) {
        Option<?> option = known(key);
        Object value = get(option);
        return value == null ? Optional.empty() : Optional.of(option.type().format(value));
    }

    /**
     * Why an exporter cannot use a key that names its destination: it has a value that is wrong, and what was meant for
     * one place must not go to another. Empty for every other key.
     *
     * @throws IllegalArgumentException when there is no such key
     */
    public Optional<String> invalid(String key) {
        Option<?> option = known(key);
        Setting setting = settings.get(key);
        boolean isInvalid = setting != null && setting.value == null && Options.namesDestination(option);
        return isInvalid ? Optional.of(Redaction.of(Mistakes.unusable(option, setting.text))) : Optional.empty();
    }

    /**
     * A value as an exporter may use it: its default applied, unless it is {@link #invalid}.
     *
     * @return empty when it has neither value nor default
     * @throws IllegalArgumentException when there is no such key, or its value is of another type
     * @throws io.inferometer.exporter.api.MissingSettingException when it is invalid
     */
    public <T> Optional<T> usable(String key, Class<T> type) {
        Object value = usableValue(key);
        if (value != null && !type.isInstance(value)) {
            throw new IllegalArgumentException(key.concat(" is no ").concat(type.getSimpleName()));
        }
        return Optional.ofNullable(type.cast(value));
    }

    /**
     * The same as text.
     *
     * @throws IllegalArgumentException when there is no such key
     * @throws io.inferometer.exporter.api.MissingSettingException when it is invalid
     */
    public Optional<String> usableText(String key) {
        Object value = usableValue(key);
        return value == null ? Optional.empty() : Optional.of(known(key).type().format(value));
    }

    private Object usableValue(String key) {
        Optional<String> complaint = invalid(key);
        if (complaint.isPresent()) {
            throw Mistakes.refusal(complaint.get());
        }
        return get(known(key));
    }

    /** Whether {@code libraries} asks for this library; a list of exceptions alone ({@code -djl}) asks for all others. */
    public boolean includesLibrary(String library) {
        List<String> chosen = get(Options.LIBRARIES);
        if (chosen.contains("-".concat(library))) {
            return false;
        }
        boolean onlyExceptions = !chosen.isEmpty();
        for (int i = 0; i < chosen.size(); i++) {
            onlyExceptions &= chosen.get(i).startsWith("-");
        }
        return onlyExceptions || chosen.contains("*") || chosen.contains(library);
    }

    private static Option<?> known(String key) {
        Option<?> option = Options.find(key);
        if (option == null) {
            throw new IllegalArgumentException(key.concat(" is no key of this agent"));
        }
        return option;
    }

    /**
     * The settings of an option with a prefix, by what follows it in their keys.
     *
     * @throws IllegalArgumentException when the option has one key
     */
    public Map<String, String> prefixed(Option<?> option) {
        if (option.prefix() == null) {
            throw new IllegalArgumentException(option.key().concat(" is one key"));
        }
        Map<String, String> found = new TreeMap<>();
        for (Map.Entry<String, Setting> setting : settings.entrySet()) {
            if (option.hasKey(setting.getKey()) && setting.getValue().value != null) {
                found.put(setting.getKey().substring(option.prefix().length()), setting.getValue().text);
            }
        }
        return found;
    }

    /** One line for each mistake: the key, the value without secrets, its source and what is expected. */
    public List<String> problems() {
        return problems;
    }

    /** Every key as it is in force, in the order of the reference page; those that share a prefix come last. */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Option<?> option : Options.all()) {
            Setting setting = settings.get(option.key());
            Optional<String> value = text(option.key());
            boolean hidden = option.isSecret() && value.isPresent();
            entries.add(new Entry(
                    option.key(),
                    hidden ? Optional.of(Redaction.MASK) : masked(option.key(), value.orElse(null)),
                    setting == null || setting.value == null ? "default" : setting.source));
        }
        for (Option<?> option : Options.documented()) {
            if (option.prefix() != null) {
                addPrefixed(entries, option);
            }
        }
        return entries;
    }

    private void addPrefixed(List<Entry> entries, Option<?> option) {
        for (Map.Entry<String, String> setting : prefixed(option).entrySet()) {
            String key = option.prefix().concat(setting.getKey());
            entries.add(new Entry(key, masked(key, setting.getValue()), settings.get(key).source));
        }
    }

    private static Optional<String> masked(String key, String value) {
        return Optional.ofNullable(Redaction.value(key, value));
    }

    private static List<String> masked(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            lines.set(i, Redaction.of(lines.get(i)));
        }
        return Collections.unmodifiableList(lines);
    }
}
