package io.inferometer.agent.redaction;

import io.inferometer.agent.redaction.SecretNames.Kind;
import java.util.List;

/**
 * Hides the values of secret names, as queries, properties, headers, JSON, XML and command lines write them. Confined to
 * one call.
 */
final class NamedValues {

    /** Nobody gives a longer name to a secret. */
    private static final int LONGEST_NAME = 96;

    private static final int MOST_BLANKS = 8;

    /** A token as short as this is a figure. */
    private static final int LONGEST_FIGURE = 5;

    private static final String[] SCHEMES = {
        "bearer", "basic", "digest", "token", "negotiate", "apikey", "aws4-hmac-sha256", "aws"
    };

    private final ReadText text;

    NamedValues(ReadText text) {
        this.text = text;
    }

    void hide() {
        int at = 0;
        while (at < text.length()) {
            at = Math.max(at + 1, after(at));
        }
    }

    /** Where to go on after this character, and the value that it may begin. */
    private int after(int at) {
        char c = text.at(at);
        if (c == ' ' && ReadText.isAlphanumeric(text.at(at - 1))) {
            return afterFlag(at);
        }
        boolean isArrow = c == '>' && (text.at(at - 1) == '-' || text.at(at - 1) == '=');
        if (c != '=' && c != ':' && c != '>') {
            return at;
        }
        int nameEnd = at;
        while (isArrow && nameEnd > 0 && "-=".indexOf(text.at(nameEnd - 1)) >= 0) {
            nameEnd--;
            isArrow = at - nameEnd < MOST_BLANKS;
        }
        for (int i = 0; i < MOST_BLANKS && isAroundName(text.at(nameEnd - 1)); i++) {
            nameEnd--;
        }
        int name = nameStart(nameEnd);
        boolean isElement = c == '>' && text.at(name - 1) == '<';
        if (name == nameEnd || (c == '>' && !isElement && nameEnd == at) || isScheme(at)) {
            return at;
        }
        Kind kind = kind(name, nameEnd);
        return kind == Kind.HARMLESS ? at : hideValue(at, kind, isElement, isTypeName(name, nameEnd));
    }

    private boolean isScheme(int colon) {
        return text.at(colon) == ':' && text.at(colon + 1) == '/' && text.at(colon + 2) == '/';
    }

    /** {@code --password value}. */
    private int afterFlag(int blank) {
        int name = nameStart(blank);
        if (text.at(name) != '-' || text.at(blank + 1) == '-') {
            return blank;
        }
        Kind kind = kind(name, blank);
        return kind == Kind.HARMLESS ? blank : hideValue(blank, kind == Kind.LINE ? Kind.SECRET : kind, false, false);
    }

    private int nameStart(int end) {
        int start = end;
        while (start > 0 && end - start < LONGEST_NAME && isOfName(text.at(start - 1))) {
            start--;
        }
        return start;
    }

    private Kind kind(int from, int to) {
        // A property of the JVM: -Dpassword=…
        int start = text.startsWith("-D", from) ? from + 2 : from;
        List<String> words = SecretNames.words(text.part(start, to));
        Kind kind = SecretNames.kind(words);
        if (kind != Kind.HARMLESS || words.isEmpty()) {
            return kind;
        }
        if (text.at(from) == '-' && isUserFlag(text.part(from, to))) {
            return Kind.LOGIN;
        }
        boolean isQuery = text.at(from - 1) == '?' || text.at(from - 1) == '&';
        if (isQuery && words.size() == 1 && words.get(0).equals("key")) {
            return Kind.SECRET;
        }
        if (text.at(from - 1) != ' ') {
            return kind;
        }
        // "api key: …", "access key id: …"
        int before = nameStart(from - 1);
        if (text.at(before - 1) == ' ' && words.size() == 1 && words.get(0).equals("id")) {
            before = nameStart(before - 1);
        }
        boolean isKey = words.get(0).equals("key") || words.get(0).equals("id");
        return isKey && words.size() == 1 ? SecretNames.kind(SecretNames.words(text.part(before, to))) : kind;
    }

    /** {@code curl -u user:password}. */
    private static boolean isUserFlag(String name) {
        return name.equals("-u") || name.equals("-U") || name.equals("--user") || name.equals("--proxy-user");
    }

    /** {@code OrtSession}, {@code ExpiredToken}: classes and errors, behind which a sentence may follow. */
    private boolean isTypeName(int from, int to) {
        int humps = 0;
        for (int i = from; i < to; i++) {
            char c = text.at(i);
            if (c == '-' || c == '_') {
                return false;
            }
            humps += c >= 'A' && c <= 'Z' && text.at(i + 1) >= 'a' && text.at(i + 1) <= 'z' ? 1 : 0;
        }
        return humps > 1;
    }

    private int hideValue(int separator, Kind kind, boolean isElement, boolean isTypeName) {
        int from = separator + 1;
        while (!isElement && from < text.length() && isBeforeValue(text.at(from))) {
            from++;
        }
        if (isElement) {
            return hideTo('<', from, from);
        }
        int quote = from;
        while (text.at(quote) == '\\') {
            quote++;
        }
        if (text.at(quote) == '"' || text.at(quote) == '\'') {
            int end = quoteEnd(quote, quote - from);
            hideUnlessMasked(quote + 1, end, kind);
            return end;
        }
        if (text.at(from) == '[' || text.at(from) == '{') {
            return hideTo(text.at(from) == '[' ? ']' : '}', from + 1, from + 1);
        }
        if (kind == Kind.LINE) {
            int end = text.lineEnd(from);
            text.hide(from, end);
            return end;
        }
        if (isTypeName && text.at(separator + 1) == ' ' && (kind == Kind.WEAK || isProse(from))) {
            return from;
        }
        return hideWord(from, kind);
    }

    private int hideTo(char end, int from, int start) {
        int at = start;
        while (at < text.length() && text.at(at) != end && !ReadText.isLineEnd(text.at(at))) {
            at++;
        }
        text.hide(from, at);
        return at;
    }

    private int hideWord(int from, Kind kind) {
        int end = wordEnd(from);
        int scheme = from;
        while (scheme < end && (ReadText.isAlphanumeric(text.at(scheme)) || text.at(scheme) == '-')) {
            scheme++;
        }
        if (scheme == end && text.at(end) == ' ' && isScheme(text.part(from, end))) {
            end = wordEnd(end + 1);
        }
        int shown = end;
        while (shown > from && ")]}>,;.!?\"'\\".indexOf(text.at(shown - 1)) >= 0) {
            shown--;
        }
        hideUnlessMasked(from, shown, kind);
        return end;
    }

    /** A word ends at a blank, and where the next pair of a list begins. */
    private int wordEnd(int from) {
        int end = from;
        while (end < text.length() && !ReadText.isBlank(text.at(end))) {
            char c = text.at(end);
            if (c == ',' || c == ';' || c == '&') {
                int next = end + 1;
                while (isOfName(text.at(next)) && next - end <= LONGEST_NAME) {
                    next++;
                }
                char after = text.at(next);
                if ((next > end + 1 ? "=:" : "\"'{}[]<").indexOf(after) >= 0) {
                    return end;
                }
            } else if (c == '<' || (c == '"' && ",}]):;\\".indexOf(text.at(end + 1)) >= 0)) {
                return end;
            }
            end++;
        }
        return end;
    }

    private void hideUnlessMasked(int from, int to, Kind kind) {
        String value = text.part(from, Math.max(from, to));
        boolean isMasked = value.startsWith(ReadText.MASK) && value.length() <= ReadText.MASK.length() + Shapes.SHOWN;
        boolean isHarmless = switch (kind) {
            case KEY_ID -> isMasked || Shapes.isKeyId(text, from);
            case SIGNATURE -> !Shapes.isSignature(value);
            case LOGIN -> !isLogin(value);
            case WEAK -> Shapes.isObject(text, from, to);
            case TOKEN -> isFigure(value);
            default -> false;
        };
        if (!isHarmless && !isConstant(value)) {
            text.hide(from, to);
        }
    }

    /** {@code user:password}, but not a number of a user and of a group. */
    private static boolean isLogin(String value) {
        int colon = value.indexOf(':');
        if (colon <= 0 || colon == value.length() - 1 || value.startsWith("//", colon + 1)) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (i != colon && (value.charAt(i) < '0' || value.charAt(i) > '9')) {
                return true;
            }
        }
        return false;
    }

    private static boolean isConstant(String value) {
        return value.equals("null") || value.equals("true") || value.equals("false");
    }

    private static boolean isFigure(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean isUnit = i > 0 && c >= 'a' && c <= 'z' && i >= value.length() - 2;
            if ((c < '0' || c > '9') && c != '.' && !isUnit) {
                return false;
            }
        }
        return value.length() <= LONGEST_FIGURE;
    }

    /** Whether a word of small letters follows, and another word. */
    private boolean isProse(int from) {
        int end = from;
        while (Character.isLetter(text.at(end)) && (end == from || Character.isLowerCase(text.at(end)))) {
            end++;
        }
        return end > from && text.at(end) == ' ' && Character.isLetter(text.at(end + 1));
    }

    /** The quote that ends what begins at {@code quote}, written with as many backslashes; or the end of the line. */
    private int quoteEnd(int quote, int backslashes) {
        int run = 0;
        for (int i = quote + 1; i < text.length(); i++) {
            char c = text.at(i);
            if (c == text.at(quote) && run <= backslashes) {
                if (text.at(i + 1) != c || !ReadText.isAlphanumeric(text.at(i + 2)) || i == quote + 1) {
                    return i - run;
                }
                i++; // A doubled quote is one of the value.
                continue;
            }
            if (ReadText.isLineEnd(c)) {
                return i;
            }
            run = c == '\\' ? run + 1 : 0;
        }
        return text.length();
    }

    private static boolean isScheme(String word) {
        for (String scheme : SCHEMES) {
            if (scheme.equalsIgnoreCase(word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAroundName(char c) {
        return c == ' ' || c == '\t' || c == '"' || c == '\'' || c == '\\' || c == ']' || c == ')';
    }

    private static boolean isBeforeValue(char c) {
        return c == ' ' || c == '\t' || c == '=' || c == ':' || c == '>';
    }

    private static boolean isOfName(char c) {
        return ReadText.isAlphanumeric(c) || c == '_' || c == '-' || c == '.';
    }
}
