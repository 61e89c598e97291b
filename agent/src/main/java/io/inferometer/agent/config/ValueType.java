package io.inferometer.agent.config;

import io.inferometer.agent.exporter.ExporterTable;
import io.inferometer.agent.library.LibraryIndex;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The syntax of a value: how it is read, written and described. One class with a form number rather than a class per
 * type, because every JVM with the agent loads all of them. Immutable.
 */
final class ValueType<T> {

    private static final int BOOLEAN_FORM = 0;
    private static final int TEXT_FORM = 1;
    private static final int NUMBER_FORM = 2;
    private static final int DURATION_FORM = 3;
    private static final int SIZE_FORM = 4;
    private static final int URL_FORM = 5;
    private static final int CHOICE_FORM = 6;
    private static final int LIST_FORM = 7;
    private static final int TIMING_FORM = 8;
    private static final int NAMESPACE_FORM = 9;
    private static final int ADDRESS_FORM = 10;
    private static final int METHOD_FORM = 11;

    static final ValueType<Boolean> BOOLEAN = of(BOOLEAN_FORM, "true or false");
    static final ValueType<String> TEXT = of(TEXT_FORM, "text that is not empty");
    static final ValueType<String> PATH = of(TEXT_FORM, "the path of a file");
    static final ValueType<String> DIRECTORY = of(TEXT_FORM, "the path of a directory");
    static final ValueType<URI> URL =
            of(URL_FORM, "a URL such as https://host:8443 or http://host, without user and password");
    static final ValueType<InetSocketAddress> ADDRESS =
            of(ADDRESS_FORM, "a host and a port such as 127.0.0.1:8125, metrics.example:8125 or [::1]:8125");
    static final ValueType<String> TIMING = of(TIMING_FORM, "all, adaptive or 1/N with N from 1 to 1000000");
    static final ValueType<String> NAMESPACE =
            of(NAMESPACE_FORM, "1 to 255 letters, digits, blanks and . - _ / # :, not beginning with AWS/ or a colon");
    static final ValueType<String> METHOD = of(METHOD_FORM, "class#method, such as com.acme.Workers#count");

    static final ValueType<Integer> PORT = within(NUMBER_FORM, "a port number from 0 to 65535", 0, 65535);
    static final ValueType<Integer> COUNT = within(NUMBER_FORM, "a whole number, at least 1", 1, Integer.MAX_VALUE);
    static final ValueType<Duration> DURATION = of(DURATION_FORM, "a duration such as 500ms, 10s, 5m, 2h or 1d");
    static final ValueType<Duration> PERIOD =
            within(DURATION_FORM, "a duration such as 10s, 5m or 2h, at least 1s", 1000, 0);
    static final ValueType<Long> SIZE =
            within(SIZE_FORM, "a size such as 64KiB, 512MiB or 2GiB, at least 1KiB", 1024, 0);

    static final ValueType<String> LEVEL = choice("one of error, warn, info, debug", "error", "warn", "info", "debug");
    static final ValueType<String> END = choice("process or notify", "process", "notify");
    static final ValueType<String> NATIVE_ACCESS = choice("never, granted or grant", "never", "granted", "grant");
    static final ValueType<String> CLOCK = choice("nanotime or tsc", "nanotime", "tsc");

    static final ValueType<List<String>> METHODS = of(
            LIST_FORM,
            "class#method or class#method(type,type), followed by nothing, by @model-name, or by what is read of a call,"
                    + " such as @model=arg0.getName()@version=this.version@batch=arg1.size()");
    static final ValueType<List<String>> ACCEPTS = of(
            LIST_FORM,
            "class#method or class#method(type,type), followed by @id= and what identifies the request, such as"
                    + " @id=arg0.getId() or @id=result");
    static final ValueType<List<String>> IDENTIFIED = of(
            LIST_FORM,
            "class#method or class#method(type,type), followed by @id= and what identifies the request, such as"
                    + " @id=arg0.getId() or @id=this.id");
    static final ValueType<List<String>> STAGES = of(
            LIST_FORM,
            "class#method or class#method(type,type), followed by nothing or by @id= and what identifies the request,"
                    + " such as @id=arg0.getId()");
    static final ValueType<List<String>> SUBMITS =
            of(LIST_FORM, "class#method or class#method(type,type), followed by nothing");
    static final ValueType<List<String>> BUCKETS = of(LIST_FORM, "names of buckets, separated by commas");
    static final ValueType<List<String>> TAGS = of(LIST_FORM, "tags such as team=search, separated by commas");
    static final ValueType<List<String>> CLASSES =
            of(LIST_FORM, "names of classes with their packages, separated by commas");
    static final ValueType<List<String>> PATHS = of(LIST_FORM, "paths of files or directories, separated by commas");
    static final ValueType<List<String>> ANNOTATIONS =
            of(LIST_FORM, "names of annotations with their packages, each perhaps followed by @ and a member");
    static final ValueType<List<String>> EXPORTERS = of(LIST_FORM, "any of ");
    static final ValueType<List<String>> LIBRARIES =
            of(LIST_FORM, "* or names of libraries, with - before one that is left out: ");

    private final int form;
    private final String expected;
    private final long least;
    private final long most;
    private final List<String> choices;

    private ValueType(int form, String expected, long least, long most, List<String> choices) {
        this.form = form;
        this.expected = expected;
        this.least = least;
        this.most = most;
        this.choices = choices;
    }

    private static <T> ValueType<T> of(int form, String expected) {
        return within(form, expected, 0, 0);
    }

    private static <T> ValueType<T> within(int form, String expected, long least, long most) {
        return new ValueType<>(form, expected, least, most, List.of());
    }

    private static ValueType<String> choice(String expected, String... choices) {
        return new ValueType<>(CHOICE_FORM, expected, 0, 0, List.of(choices));
    }

    String expected() {
        // Choices are not there from the start, which need not know them.
        if (this == EXPORTERS) {
            return expected.concat(String.join(", ", ExporterTable.names()));
        }
        return this == LIBRARIES ? expected.concat(String.join(", ", LibraryIndex.names())) : expected;
    }

    /** Whether a value is a name or an address, and no number, switch or choice. */
    boolean isText() {
        return form == TEXT_FORM || form == URL_FORM || form == NAMESPACE_FORM || form == ADDRESS_FORM;
    }

    /** Whether the items of a list are methods, in which {@code =} does not end a key. */
    boolean isOfMethods() {
        return this == METHODS || this == ACCEPTS || this == IDENTIFIED || this == STAGES || this == SUBMITS;
    }

    boolean isDuration() {
        return form == DURATION_FORM;
    }

    boolean isList() {
        return form == LIST_FORM;
    }

    /** The value that {@code text} stands for; null when it stands for none. */
    @SuppressWarnings("unchecked") // Each form number belongs to one T: see the constants.
    T parse(String text) {
        return (T) parseForm(text);
    }

    private Object parseForm(String text) {
        return switch (form) {
            case BOOLEAN_FORM -> parseBoolean(text);
            case NUMBER_FORM -> parseNumber(text);
            case DURATION_FORM -> parseDuration(text);
            case SIZE_FORM -> parseSize(text);
            case URL_FORM -> ItemSyntax.url(text);
            case ADDRESS_FORM -> ItemSyntax.address(text);
            default -> isText(text) ? text : null;
        };
    }

    private boolean isText(String text) {
        return switch (form) {
            case NAMESPACE_FORM -> ItemSyntax.isNamespace(text);
            case CHOICE_FORM -> choices.contains(text);
            case METHOD_FORM -> StagePattern.isBare(text);
            case TIMING_FORM -> text.equals("all") || text.equals("adaptive") || isFraction(text);
            default -> !text.isEmpty();
        };
    }

    private static boolean isFraction(String text) {
        long n = text.startsWith("1/") ? Quantities.wholeNumber(text.substring(2)) : -1;
        return n >= 1 && n <= 1_000_000;
    }

    private static Object parseBoolean(String text) {
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        return text.equalsIgnoreCase("false") ? (Object) false : null;
    }

    private Object parseNumber(String text) {
        long number = Quantities.wholeNumber(text);
        if (number < least || number > most) {
            return null;
        }
        return Integer.valueOf((int) number);
    }

    private Object parseDuration(String text) {
        Duration duration = Quantities.parseDuration(text);
        return duration == null || duration.toMillis() < least ? null : duration;
    }

    private Object parseSize(String text) {
        long size = Quantities.parseSize(text);
        if (size < least) {
            return null;
        }
        return Long.valueOf(size);
    }

    /** The text that {@link #parse} reads as {@code value}. */
    String format(Object value) {
        return switch (form) {
            case DURATION_FORM -> Quantities.format((Duration) value);
            case SIZE_FORM -> Quantities.formatSize((Long) value);
            case LIST_FORM -> CommaList.join((List<?>) value);
            case ADDRESS_FORM -> ItemSyntax.text((InetSocketAddress) value);
            default -> value.toString();
        };
    }
}
