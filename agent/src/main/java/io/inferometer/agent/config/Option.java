package io.inferometer.agent.config;

import java.util.List;

/**
 * One key that a user may set, or all keys that begin alike, with its documentation. Immutable and thread-safe once {@link Options} has
 * declared it.
 *
 * @param <T> the type of its value
 */
public final class Option<T> {

    private static final String[] NONE = {};

    private final String key;
    private final ValueType<T> type;
    private final T defaultValue;
    private final String defaultText;
    private final boolean derived;
    private final String documentation;

    /** How its keys begin; null where it has one key. */
    private String prefix;

    private String[] aliases = NONE;
    private boolean secret;
    private boolean detail;

    private Option(
            String key, ValueType<T> type, T defaultValue, String defaultText, boolean derived, String documentation) {
        this.key = key;
        this.type = type;
        this.defaultValue = defaultValue;
        this.defaultText = defaultText;
        this.derived = derived;
        this.documentation = documentation;
    }

    static <T> Option<T> of(String key, ValueType<T> type, T defaultValue, String documentation) {
        return new Option<>(key, type, defaultValue, null, false, documentation);
    }

    /** An option whose default is read from text when it is asked for, so that a start loads nothing for it. */
    static <T> Option<T> parsed(String key, ValueType<T> type, String defaultText, String documentation) {
        return new Option<>(key, type, null, defaultText, false, documentation);
    }

    /**
     * An option whose default is computed when it is asked for.
     *
     * @param rule a constant of {@link DerivedDefaults}
     */
    static <T> Option<T> derived(String key, ValueType<T> type, String rule, String documentation) {
        return new Option<>(key, type, null, rule, true, documentation);
    }

    /** An option that has no value unless the user gives one. */
    static <T> Option<T> withoutDefault(String key, ValueType<T> type, String documentation) {
        return new Option<>(key, type, null, null, false, documentation);
    }

    /**
     * An option with as many keys as the user needs.
     *
     * @param prefix how its keys begin
     * @param rest what the rest of a key is
     */
    static <T> Option<T> withPrefix(String prefix, String rest, ValueType<T> type, String documentation) {
        Option<T> option = withoutDefault(prefix.concat(rest), type, documentation);
        option.prefix = prefix;
        return option;
    }

    /** Makes the option one whose value is never shown. */
    Option<T> asSecret() {
        secret = true;
        return this;
    }

    /** Makes an exporter's option one that changes what is sent, and not where to. */
    Option<T> asDetail() {
        detail = true;
        return this;
    }

    /** Has environment variables of other software set the option, the first of them that is there, where nothing of ours does. */
    Option<T> alsoFrom(String... variables) {
        aliases = variables;
        return this;
    }

    /** Of an option with a prefix: the prefix, and what stands for the rest. */
    public String key() {
        return key;
    }

    /** Returns how its keys begin; null if it has one key. */
    String prefix() {
        return prefix;
    }

    boolean hasKey(String text) {
        return prefix == null ? key.equals(text) : text.startsWith(prefix) && text.length() > prefix.length();
    }

    /** Environment variables of other software that set it, strongest first. */
    List<String> aliases() {
        return List.of(aliases);
    }

    /** Returns sentences on one line. */
    public String documentation() {
        return documentation;
    }

    /** What a value must look like, such as {@code a duration such as 10s, at least 1s}. */
    public String expected() {
        return type.expected();
    }

    /** True when the value must never be shown. */
    public boolean isSecret() {
        return secret;
    }

    /** Whether it says nothing of where an exporter sends. */
    public boolean isDetail() {
        return detail;
    }

    /** The default as the user would write it, or what it is computed from; empty when there is none. */
    public String defaultText() {
        if (defaultText != null) {
            return defaultText;
        }
        return defaultValue == null ? "" : type.format(defaultValue);
    }

    /** The constant default; null when there is none or it is computed. */
    T defaultValue() {
        return defaultText == null || derived ? defaultValue : type.parse(defaultText);
    }

    boolean isDerived() {
        return derived;
    }

    ValueType<T> type() {
        return type;
    }

    @Override
    public String toString() {
        return key;
    }
}
