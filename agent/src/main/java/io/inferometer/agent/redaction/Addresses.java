package io.inferometer.agent.redaction;

/**
 * Hides who logs in where: {@code scheme://user:password@host}, {@code scheme://token@host}, {@code user:password@host}.
 * What is hidden reaches to the last {@code @}, as passwords are often not escaped. Confined to one call.
 */
final class Addresses {

    /** How far a password that holds blanks reaches. */
    private static final int LONGEST_PASSWORD = 256;

    private static final int LONGEST_PORT = 5;

    private final ReadText text;

    Addresses(ReadText text) {
        this.text = text;
    }

    void hide() {
        int at = 0;
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && !divides(text.at(end))) {
                end++;
            }
            if (end > at) {
                word(at, end);
            }
            at = end + 1;
        }
    }

    private void word(int from, int to) {
        int at = from;
        int slashes = slashes(at, to);
        plain(at, slashes < 0 ? to : schemeStart(at, slashes));
        while (slashes >= 0) {
            at = text.at(slashes + 1) == '/' ? slashes + 2 : slashes + 1;
            slashes = slashes(at, to);
            url(at, slashes < 0 ? to : schemeStart(at, slashes), slashes < 0);
        }
    }

    /** The next {@code //} that begins an address, or the one slash that a file's path leaves of it; negative when there is none. */
    private int slashes(int from, int to) {
        for (int i = from; i + 1 < to; i++) {
            if (text.at(i) != '/') {
                continue;
            }
            if (text.startsWith("http:", i - 5) || text.startsWith("https:", i - 6)) {
                return i;
            }
            if (text.at(i + 1) == '/') {
                char before = i == 0 ? ' ' : text.at(i - 1);
                if (before == ':' || divides(before) || "=,;([{|".indexOf(before) >= 0) {
                    return i;
                }
            }
        }
        return -1;
    }

    private int schemeStart(int from, int slashes) {
        int start = slashes > from && text.at(slashes - 1) == ':' ? slashes - 1 : slashes;
        while (start > from
                && (ReadText.isAlphanumeric(text.at(start - 1)) || "+-.".indexOf(text.at(start - 1)) >= 0)) {
            start--;
        }
        return start;
    }

    /** What follows {@code //}. */
    private void url(int from, int to, boolean last) {
        int authority = from;
        while (authority < to && "/?#\\".indexOf(text.at(authority)) < 0) {
            authority++;
        }
        if (lastAt(from, authority) >= 0) {
            text.hide(from, lastAt(from, beforeQuery(authority, to)));
            return;
        }
        int port = wrongPort(from, authority);
        if (port < 0 || isPlaceholder(port, authority)) {
            return;
        }
        // No host has such a port: it is a password that holds what must be escaped, or that was cut off.
        boolean isSentence = text.at(authority) == '/' && ReadText.isBlank(text.at(authority + 1));
        int found = last && !isSentence ? lastAtNear(from) : lastAt(from, to);
        text.hide(found < 0 ? port : from, found < 0 ? authority : found);
    }

    /** Where a query begins that is one: a password may hold a question mark. */
    private int beforeQuery(int from, int to) {
        int query = -1;
        for (int i = from; i < to; i++) {
            char c = text.at(i);
            if (c == '?' && query < 0) {
                query = i;
            } else if (c == '@') {
                query = -1;
            } else if (c == '=' && query >= 0) {
                return query;
            }
        }
        return to;
    }

    /** Where a port begins that is none; negative when there is no port or it is a number. */
    private int wrongPort(int from, int to) {
        int port = -1;
        for (int i = from; i < to; i++) {
            char c = text.at(i);
            if (c == ':') {
                port = i + 1;
            } else if (c == ']') {
                port = -1;
            }
        }
        int digits = port;
        while (port >= 0 && digits < to && text.at(digits) >= '0' && text.at(digits) <= '9') {
            digits++;
        }
        boolean wrong = port >= 0 && digits < to && (ReadText.isAlphanumeric(text.at(digits)) || digits == port);
        return wrong && hasLetter(port, to) ? port : -1;
    }

    private boolean hasLetter(int from, int to) {
        for (int i = from; i < to; i++) {
            if (ReadText.isAlphanumeric(text.at(i))) {
                return true;
            }
        }
        return false;
    }

    /** {@code http://host:port/}, as messages write it. */
    private boolean isPlaceholder(int from, int to) {
        String port = text.part(from, to);
        return port.equals("port") || port.equals("PORT");
    }

    /** The last {@code @} of this line before another address begins, no further than a password reaches. */
    private int lastAtNear(int from) {
        int found = -1;
        int end = Math.min(text.length(), from + LONGEST_PASSWORD);
        for (int i = from; i < end && !ReadText.isLineEnd(text.at(i)); i++) {
            char c = text.at(i);
            if (c == '@') {
                found = i;
            } else if (c == '/' && text.at(i + 1) == '/') {
                return found;
            }
        }
        return found;
    }

    private int lastAt(int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            if (text.at(i) == '@') {
                return i;
            }
        }
        return -1;
    }

    /** {@code user:password@host} in what may stand around it. */
    private void plain(int from, int to) {
        int colon = passwordColon(from, to);
        int host = lastAt(colon, to);
        while (host > colon + 1 && !isHost(colon, host, to)) {
            host = lastAt(colon, host);
        }
        if (host <= colon + 1) {
            return;
        }
        int user = colon;
        while (user > from
                && (ReadText.isAlphanumeric(text.at(user - 1)) || "._%+~!$*-".indexOf(text.at(user - 1)) >= 0)) {
            user--;
        }
        text.hide(user, host);
    }

    /** The first colon behind which a password may stand: no path, and no port ahead of one. */
    private int passwordColon(int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.at(i) == ':' && !isPath(i + 1)) {
                return i;
            }
        }
        return to;
    }

    private boolean isPath(int from) {
        int at = from;
        while (at - from < LONGEST_PORT && isDigit(text.at(at))) {
            at++;
        }
        return text.at(at) == '/' || (at == from && text.at(at) == '\\');
    }

    private boolean isHost(int colon, int at, int to) {
        return !text.startsWith("sha256:", at + 1) && !isVersion(at + 1, to) && !isObject(colon + 1, at, to);
    }

    /**
     * What follows the name of a model where it is shown, as in {@code bert:large@2.1} or {@code llama3@8b}; four numbers, a domain,
     * or a port behind it, are a host.
     */
    private boolean isVersion(int from, int to) {
        boolean isNumber = text.at(from) != 'v';
        int at = isNumber ? from : from + 1;
        if (at >= to || !isDigit(text.at(at))) {
            return false;
        }
        int dots = 0;
        boolean isAddress = isNumber;
        while (at < to && (ReadText.isAlphanumeric(text.at(at)) || ".-_".indexOf(text.at(at)) >= 0)) {
            boolean isDot = text.at(at) == '.' && ReadText.isAlphanumeric(text.at(at + 1));
            if (isDot && !isNumber && !isDigit(text.at(at + 1))) {
                return false;
            }
            dots += isDot ? 1 : 0;
            isNumber = isDot || (isNumber && isDigit(text.at(at)));
            isAddress &= isDigit(text.at(at)) || text.at(at) == '.';
            at++;
        }
        return !(isAddress && dots == 3) && !(text.at(at) == ':' && isDigit(text.at(at + 1)));
    }

    private boolean isObject(int from, int at, int to) {
        int end = at + 1;
        while (end < to && ReadText.isAlphanumeric(text.at(end))) {
            end++;
        }
        int dot = from;
        while (dot < at && text.at(dot) >= 'a' && text.at(dot) <= 'z') {
            dot++;
        }
        boolean isDomain = ".-_:".indexOf(text.at(end)) >= 0 && ReadText.isAlphanumeric(text.at(end + 1));
        return text.at(dot) == '.' && !isDomain && Shapes.isObject(text, from, end);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean divides(char c) {
        return ReadText.isBlank(c) || c == '"' || c == '\'' || c == '<' || c == '>' || c == '`';
    }
}
