package io.inferometer.agent.config;

/**
 * One key that a user may set, with its documentation. Immutable and thread-safe.
 *
 * @param <T> the type of its value
 */
public final class Option<T> {

    private final String key;
    private final ValueType<T> type;
    private final T defaultValue;
    private final String defaultText;
    private final String documentation;
    private final boolean secret;

    private Option(
            String key, ValueType<T> type, T defaultValue, String defaultText, String documentation, boolean secret) {
        this.key = key;
        this.type = type;
        this.defaultValue = defaultValue;
        this.defaultText = defaultText;
        this.documentation = documentation;
        this.secret = secret;
    }

    static <T> Option<T> of(String key, ValueType<T> type, T defaultValue, String documentation) {
        return new Option<>(key, type, defaultValue, null, documentation, false);
    }

    /** An option whose default is computed when it is asked for; {@code defaultText} says from what. */
    static <T> Option<T> derived(String key, ValueType<T> type, String defaultText, String documentation) {
        return new Option<>(key, type, null, defaultText, documentation, false);
    }

    /** An option that has no value unless the user gives one. */
    static <T> Option<T> withoutDefault(String key, ValueType<T> type, String documentation) {
        return new Option<>(key, type, null, null, documentation, false);
    }

    /** The same option as one whose value is never shown. */
    Option<T> asSecret() {
        return new Option<>(key, type, defaultValue, defaultText, documentation, true);
    }

    public String key() {
        return key;
    }

    /** One sentence. */
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

    /** The default as the user would write it, or what it is computed from; empty when there is none. */
    public String defaultText() {
        if (defaultText != null) {
            return defaultText;
        }
        return defaultValue == null ? "" : type.format(defaultValue);
    }

    /** The constant default; null when there is none or it is computed. */
    T defaultValue() {
        return defaultValue;
    }

    boolean isDerived() {
        return defaultText != null;
    }

    ValueType<T> type() {
        return type;
    }

    @Override
    public String toString() {
        return key;
    }
}
