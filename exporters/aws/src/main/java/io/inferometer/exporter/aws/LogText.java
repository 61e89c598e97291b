package io.inferometer.exporter.aws;

import java.util.regex.Pattern;

/** Makes a text from outside fit for one line of a log. */
public final class LogText {

    private static final int MAX_LENGTH = 200;
    /** Invisible or line-breaking characters: they could forge a second line. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]+");
    /**
     * Access key ids, and runs as long as secrets and session tokens: a service that refuses a signature may repeat the
     * signed headers, the session token among them, in its message.
     */
    private static final Pattern SECRET = Pattern.compile("\\bA[A-Z]IA[A-Z0-9]{12,}|[A-Za-z0-9+/=_%-]{40,}");

    private LogText() {}

    /** What somebody else said, in one line of at most 200 characters, without whatever looks like a key. */
    public static String foreign(String text) {
        return text == null ? "" : line(SECRET.matcher(text).replaceAll("***"));
    }

    /** The text in one line of at most 200 characters. */
    public static String line(String text) {
        String line = CONTROL.matcher(text).replaceAll(" ");
        return line.length() <= MAX_LENGTH
                ? line.strip()
                : line.substring(0, MAX_LENGTH).strip() + "…";
    }
}
