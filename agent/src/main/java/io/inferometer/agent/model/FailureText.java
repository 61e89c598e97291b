package io.inferometer.agent.model;

import io.inferometer.agent.redaction.Redaction;
import io.inferometer.exporter.api.PlainText;
import io.inferometer.exporter.api.WellFormed;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says why a model did not load, in one line that may leave the machine. */
public final class FailureText {

    private static final int MAX_RAW = 1_000;
    private static final int MAX_SHOWN = 200;

    /**
     * The user part and the query of a URL, the value of what is named like a secret, access key ids, and runs of letters
     * and digits as long as keys and tokens. A run that begins with a slash is a path, of which only a long step is one.
     */
    private static final Pattern SECRET = Pattern.compile("(?i)(?<=://)[^/\\s@]+(?=@)"
            + "|(?<=[\\w/]\\?)[^\\s\"']*=[^\\s\"']*"
            + "|(?<=(?:password|passwd|secret|token|credential|signature|authorization|api[-_]?key|access[-_]?key)"
            + "\\s{0,2}[=:]\\s{0,2})(?:bearer |basic )?[^\\s,;&]+"
            + "|\\bA[A-Z]IA[A-Z0-9]{12,}"
            + "|(?<![A-Za-z0-9+/=_%-])[A-Za-z0-9+=_%-][A-Za-z0-9+/=_%-]{39,}"
            + "|[A-Za-z0-9+=_%-]{40,}");

    private FailureText() {}

    /** The failure's class and message as they are, at most {@value #MAX_RAW} characters. Asks the failure for its message. */
    public static String raw(Throwable failure) {
        String name = failure.getClass().getName();
        String message = failure.getMessage();
        String text = message == null || message.isEmpty()
                ? name
                : name.concat(": ").concat(WellFormed.start(message, MAX_RAW));
        return WellFormed.text(WellFormed.start(text, MAX_RAW));
    }

    /** One line of at most {@value #MAX_SHOWN} characters, without whatever looks like a secret. Empty stays empty. */
    public static String shown(String raw) {
        if (raw.isEmpty()) {
            return raw;
        }
        String plain = oneLine(raw);
        String line = Redaction.of(SECRET.matcher(plain).replaceAll(Matcher.quoteReplacement(Redaction.MASK)));
        return line.length() <= MAX_SHOWN
                ? line
                : WellFormed.start(line, MAX_SHOWN - 1).concat("…");
    }

    /** A blank for each run of characters that cannot be shown: they could forge a second line. */
    private static String oneLine(String raw) {
        StringBuilder line = new StringBuilder(raw.length());
        boolean plain = true;
        for (int i = 0; i < raw.length(); ) {
            int codePoint = raw.codePointAt(i);
            i += Character.charCount(codePoint);
            boolean wasPlain = plain;
            plain = PlainText.isPlain(codePoint);
            if (plain) {
                line.appendCodePoint(codePoint);
            } else if (wasPlain) {
                line.append(' ');
            }
        }
        return line.toString();
    }
}
