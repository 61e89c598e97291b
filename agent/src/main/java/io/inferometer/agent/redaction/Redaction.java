package io.inferometer.agent.redaction;

/** Masks secrets in text. Masking twice is masking once. Thread-safe. */
public final class Redaction {

    /** Stands for a secret. */
    public static final String MASK = ReadText.MASK;

    /** What was masked may change how the rest reads. A text that is not at rest by then was made to confuse. */
    private static final int MOST_PASSES = 5;

    private Redaction() {}

    /**
     * Returns the text with each secret replaced by {@value #MASK}: user and password of URLs, values whose names say
     * that they are secret, credentials of HTTP headers, access keys, tokens and private keys. Line breaks are kept.
     *
     * @param text any text; may be null
     * @return the text itself when there is nothing to mask
     */
    public static String of(String text) {
        if (text == null || text.isEmpty()) {
            return text;
        }
        String before = text;
        for (int pass = 0; pass < MOST_PASSES; pass++) {
            String masked = once(before);
            if (masked.equals(before)) {
                return pass == 0 ? text : before;
            }
            before = masked;
        }
        return whole(text);
    }

    private static String once(String text) {
        ReadText plain = ReadText.plain(text);
        apply(plain);
        ReadText unescaped = ReadText.unescaped(text, plain);
        if (unescaped != null) {
            apply(unescaped);
        }
        return plain.masked();
    }

    private static String whole(String text) {
        ReadText all = ReadText.plain(text);
        all.hide(0, all.length());
        return all.masked();
    }

    /**
     * Returns the value of a setting with its secrets masked: all of it when the name says that it is secret.
     *
     * @param name the setting's name
     * @param value its value; may be null
     */
    public static String value(String name, String value) {
        if (value == null || value.isEmpty()) {
            return value;
        }
        return SecretNames.isSecret(name, value) ? MASK : of(value);
    }

    private static void apply(ReadText text) {
        new Addresses(text).hide();
        new NamedValues(text).hide();
        new Shapes(text).hide();
    }
}
