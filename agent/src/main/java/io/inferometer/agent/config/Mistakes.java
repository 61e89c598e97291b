package io.inferometer.agent.config;

import io.inferometer.agent.redaction.Redaction;
import io.inferometer.exporter.api.MissingSettingException;
import java.util.ArrayList;
import java.util.List;

/** Words the lines that tell a user what is wrong and what is expected. Loaded with the first mistake. */
final class Mistakes {

    private static final int LONGEST_SHOWN = 2_000;

    private static final int LONGEST_LIST = 1 << 16;

    private Mistakes() {}

    static String noFile(String text) {
        return "'" + text
                + "' (agent options): no such file; expected key=value,key=value or the path of a properties file";
    }

    static String unreadable(String path, String source, String reason) {
        String oneLine =
                reason == null ? "no reason given" : reason.replace('\n', ' ').replace('\r', ' ');
        return "'" + path + "' (" + source + "): expected a readable properties file in UTF-8: " + oneLine;
    }

    static String notUtf8(String path, String source, String key) {
        return "'" + path + "' (" + source + "): expected UTF-8; " + key + " holds other bytes: save the file in UTF-8";
    }

    static String nestedConfig(String file) {
        return "config (file " + file + "): ignored; expected in a stronger source than the file it names";
    }

    static String noPair(String segment) {
        return "'" + segment + "' (agent options): expected key=value";
    }

    static String repeated(String key, String source) {
        return key + " (" + source + "): given more than once; expected once, the last one is used";
    }

    /** The value is left out: what was meant for a key that does not exist may be a secret. */
    static String unknownKey(String key, String source) {
        List<String> keys = new ArrayList<>();
        for (Option<?> option : Options.documented()) {
            keys.add(option.key());
        }
        String plain = key.startsWith(SettingNames.PROPERTY_PREFIX)
                ? key.substring(SettingNames.PROPERTY_PREFIX.length())
                : key;
        return brief(key) + " (" + source + "): unknown key; the nearest known key is " + Nearest.to(plain, keys);
    }

    static String unknownVariable(String name) {
        List<String> names = new ArrayList<>();
        for (Option<?> option : Options.all()) {
            names.add(SettingNames.of(option));
        }
        return name + " (environment): unknown variable; the nearest known variable is " + Nearest.to(name, names);
    }

    static String wrongValue(Option<?> option, String key, String text, String source) {
        String line = key + "=" + shown(option, text) + " (" + source + "): expected " + option.expected();
        if (Options.namesDestination(option)) {
            return line + "; exporters that use it are off";
        }
        return option.defaultText().isEmpty() ? line : line + "; the default is used: " + option.defaultText();
    }

    static String unusable(Option<?> option, String text) {
        return option.key() + "=" + shown(option, text) + " cannot be used: set it to " + option.expected();
    }

    /** Declared as what the JVM knows: to verify the code that throws it, it would load the class at every start. */
    static RuntimeException refusal(String line) {
        return new MissingSettingException(line);
    }

    /** @param isHidden whether the item is not shown, since a secret may have been divided into several */
    static String wrongItem(Option<?> option, String item, boolean isHidden, String source) {
        String shown = isHidden ? Redaction.MASK : item;
        String line = option.key() + "=" + shown(option, shown) + " (" + source + "): expected " + option.expected();
        String nearest = ItemSyntax.nearestChoice(option.type(), item);
        return nearest == null ? line : line + "; the nearest is " + nearest;
    }

    /** What follows a comma: not shown where the value before it may go on. */
    static String strayPart(String key, String value, String part) {
        String shown = hasSecret(key + "=" + value + "," + part) ? Redaction.MASK : brief(part);
        return "'" + shown + "' (agent options): expected key=value; a comma inside a value is written \\,";
    }

    /** Whether a secret is in it, or may be: so long a text is no list that somebody wrote, and is not looked through. */
    static boolean hasSecret(String text) {
        return text.length() > LONGEST_LIST || !Redaction.of(text).equals(text);
    }

    private static String shown(Option<?> option, String text) {
        return option.isSecret() ? Redaction.MASK : Redaction.value(option.key(), brief(text));
    }

    /** What is long is not shown, nor its beginning: it may be half of a secret, which cannot be told by then. */
    private static String brief(String text) {
        return text.length() <= LONGEST_SHOWN ? text : "(" + text.length() + " characters)";
    }
}
