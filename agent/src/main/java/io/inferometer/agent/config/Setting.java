package io.inferometer.agent.config;

/** A value that a source gave to a key. Immutable; {@code value} is null where the text is wrong. */
final class Setting {

    final String text;
    final String source;
    final Object value;

    Setting(String text, String source, Object value) {
        this.text = text;
        this.source = source;
        this.value = value;
    }
}
