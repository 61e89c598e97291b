package io.inferometer.agent.reader;

import io.inferometer.agent.record.ValueReader;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is made of values that were read. */
public final class Values {

    /** The number of what is none. */
    static final long UNKNOWN = ValueReader.UNKNOWN;

    private Values() {}

    /** A number, or how much a collection, a map or an array holds; else {@link #UNKNOWN}. */
    public static long number(Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        if (value instanceof Character character) {
            return character;
        }
        if (value instanceof Collection<?> collection) {
            return collection.size();
        }
        if (value instanceof Map<?, ?> map) {
            return map.size();
        }
        if (value instanceof Optional<?> optional) {
            return number(optional.orElse(null));
        }
        return value != null && value.getClass().isArray() ? Array.getLength(value) : UNKNOWN;
    }

    /** The first of what an array, a collection, or a map as its values, holds; null where there is none. */
    static Object first(Object value) {
        if (value instanceof Map<?, ?> map) {
            return first(map.values());
        }
        if (value instanceof Optional<?> optional) {
            return optional.orElse(null);
        }
        if (value instanceof List<?> list) {
            return list.isEmpty() ? null : list.get(0);
        }
        if (value instanceof Collection<?> collection) {
            Iterator<?> each = collection.iterator();
            return each.hasNext() ? each.next() : null;
        }
        return value.getClass().isArray() && Array.getLength(value) > 0 ? Array.get(value, 0) : null;
    }

    /** The same as a number, which of the usual arrays allocates nothing. */
    static long firstNumber(Object value) {
        if (value instanceof long[] numbers) {
            return numbers.length == 0 ? UNKNOWN : numbers[0];
        }
        if (value instanceof int[] numbers) {
            return numbers.length == 0 ? UNKNOWN : numbers[0];
        }
        Object first = first(value);
        return first == null ? UNKNOWN : number(first);
    }

    /** A name: text, a number, an enum constant or the JDK's own kinds of addresses and times. Null for anything else, and for text of blanks. */
    public static String text(Object value) {
        String text = null;
        if (value instanceof Optional<?> optional) {
            text = text(optional.orElse(null));
        } else if (value instanceof CharSequence || value instanceof Number || value instanceof Character) {
            text = value.toString();
        } else if (value instanceof Enum<?> constant) {
            text = constant.name();
        } else if (isAddress(value) || isTime(value)) {
            text = value.toString();
        }
        return text == null || text.isBlank() ? null : text;
    }

    private static boolean isAddress(Object value) {
        return value instanceof java.nio.file.Path
                || value instanceof java.io.File
                || value instanceof java.net.URI
                || value instanceof java.net.URL
                || value instanceof java.util.UUID;
    }

    private static boolean isTime(Object value) {
        return value instanceof java.time.temporal.TemporalAccessor
                && value.getClass().getName().startsWith("java.time.");
    }

    /** The last step of a path or an address without its ending, as models are called that are loaded from files. */
    public static String fileName(String path) {
        String trimmed = path;
        while (trimmed.length() > 1 && (trimmed.endsWith("/") || trimmed.endsWith("\\"))) {
            trimmed = trimmed.substring(0, trimmed.length() - 1);
        }
        // What is asked of a server may have separators of its own.
        int query = trimmed.contains("://") ? trimmed.indexOf('?') : -1;
        int last = query < 0 ? trimmed.length() : query;
        String file = trimmed.substring(Math.max(trimmed.lastIndexOf('/', last), trimmed.lastIndexOf('\\', last)) + 1);
        int ending = file.lastIndexOf('.');
        return ending > 0 && isEnding(file, ending + 1) ? file.substring(0, ending) : file;
    }

    /** Begins with a letter, as those of files do. What follows the point in {@code Llama-3.2-1B} or {@code resnet_v1.5} is of a number. */
    private static boolean isEnding(String file, int from) {
        int query = file.indexOf('?', from);
        int end = query < 0 ? file.length() : query;
        for (int i = from; i < end; i++) {
            char c = file.charAt(i);
            if (!(Character.isLetter(c) || (i > from && (Character.isDigit(c) || c == '_')))) {
                return false;
            }
        }
        return true;
    }
}
