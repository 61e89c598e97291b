package io.inferometer.exporter.awsclient;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a text from outside fit for one line of a log. */
public final class LogText {

    private static final int MAX_LENGTH = 200;
    /** Patterns that look for words at any distance take the square of a text's length. */
    private static final int MAX_READ = 4096;
    /** What is shorter looks like no key, not even if more of it has been cut off. */
    private static final int SHORTEST_KEY = 40;

    /** Invisible or line-breaking characters: they could forge a second line. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]+");
    /** A service that refuses a signature may repeat the whole request, the session token among its headers. */
    private static final Pattern ECHO =
            Pattern.compile("(?is)[\\s(]*\\bthe (canonical string|canonical request|string[- ]to[- ]sign)\\b.*");

    private static final String ACCESS_KEY =
            "\\b(?<id>A[A-Z]I[AD])[A-Z0-9]{6,}|(?<=Credential=)(?<own>[^/,\\s]{0,4})[^/,\\s]*";
    /** What stands behind such a word, whatever it looks like. */
    private static final String NAMED =
            "(?i)(?<word>(?:security[-_ ]?token|sessiontoken|signature|secret[-_ ]?(?:access[-_ ]?)?key|password|bearer)[\"']?"
                    + "(?:[=:]\\s*|(?<=bearer)\\s+)[\"']?)(?-i)[^\\s\"',&;]+";
    /** Runs as long as secrets and session tokens, and JSON Web Tokens. */
    private static final String LONG = "[A-Za-z0-9+/=_%-]{40,}|\\beyJ[A-Za-z0-9._-]{16,}";
    /** What is as long and hides nothing: a resource's name, and the scope of a signature. */
    private static final String PUBLIC =
            "(?<public>\\barn:aws[a-z-]*:[A-Za-z0-9:/_.@*+=,-]+|\\b\\d{8}/[a-z0-9-]+/[a-z0-9-]+/aws4_request\\b)";

    private static final Pattern SECRET = Pattern.compile(PUBLIC + "|" + NAMED + "|" + ACCESS_KEY + "|" + LONG);

    private LogText() {}

    /** What somebody else said, in one line of at most 200 characters, without whatever looks like a key. */
    public static String foreign(String text) {
        if (text == null) {
            return "";
        }
        String shown = masked(ECHO.matcher(beginning(text)).replaceFirst(""));
        boolean isCut = text.length() > MAX_READ;
        return line(isCut ? shown.substring(0, Math.max(0, shown.length() - SHORTEST_KEY)) : shown);
    }

    /** As much of a text as is read before it is judged: 4,096 characters. */
    static String beginning(String text) {
        return text.length() <= MAX_READ ? text : text.substring(0, MAX_READ);
    }

    /** The text in one line of at most 200 characters. */
    public static String line(String text) {
        String line = CONTROL.matcher(text).replaceAll(" ");
        return line.length() <= MAX_LENGTH
                ? line.strip()
                : line.substring(0, MAX_LENGTH).strip() + "…";
    }

    private static String masked(String text) {
        Matcher secret = SECRET.matcher(text);
        return secret.replaceAll(found -> Matcher.quoteReplacement(shown(secret, found)));
    }

    private static String shown(Matcher secret, MatchResult found) {
        if (secret.group("public") != null) {
            return found.group();
        }
        for (String begin : new String[] {"word", "id", "own"}) {
            if (secret.group(begin) != null) {
                return secret.group(begin) + "***";
            }
        }
        return "***";
    }
}
