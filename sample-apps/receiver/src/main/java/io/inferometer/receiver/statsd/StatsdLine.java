package io.inferometer.receiver.statsd;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line.
 *
 * @param type {@code c}, {@code g} or {@code d}
 * @param values how many values it stands for: 1 divided by its sample rate, cut off, as most receivers do
 */
public record StatsdLine(String name, String type, BigDecimal value, long values, Map<String, String> tags) {

    private static final Pattern LINE = Pattern.compile(
            "(?<name>[a-z][a-z0-9_.]*):(?<value>-?[0-9]+(\\.[0-9]+)?)\\|(?<type>[cgd])(\\|@(?<rate>[01]\\.[0-9]+))?(\\|#(?<tags>[^|\\p{Cntrl}]+))?");

    /** A tag holds no further colon here: not every receiver divides it at the first. */
    private static final Pattern TAG = Pattern.compile("(?<name>[a-z_]+):(?<value>[^:,|#@\\s]+)");

    /** @throws IllegalArgumentException if it is no line */
    static StatsdLine parse(String text) {
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            throw new IllegalArgumentException(text);
        }
        Map<String, String> tags = new TreeMap<>();
        if (line.group("tags") != null) {
            for (String pair : line.group("tags").split(",", -1)) {
                Matcher tag = TAG.matcher(pair);
                if (!tag.matches() || tags.put(tag.group("name"), tag.group("value")) != null) {
                    throw new IllegalArgumentException(text);
                }
            }
        }
        double rate = line.group("rate") == null ? 1 : Double.parseDouble(line.group("rate"));
        if (!(rate > 0 && rate <= 1)) {
            throw new IllegalArgumentException(text);
        }
        return new StatsdLine(
                line.group("name"), line.group("type"), new BigDecimal(line.group("value")), (long) (1 / rate), tags);
    }
}
