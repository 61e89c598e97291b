package io.inferometer.agent.redaction;

/**
 * Hides who logs in where: {@code scheme://user:password@host}, {@code scheme://token@host}, {@code user:password@host}.
 * What is hidden reaches to the last {@code @}, as passwords are often not escaped. Confined to one call.
 */
final class Addresses {

    private final Reading text;

    Addresses(Reading text) {
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
        while (start > from && (Reading.isAlphanumeric(text.at(start - 1)) || "+-.".indexOf(text.at(start - 1)) >= 0)) {
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
        if (port < 0) {
            return;
        }
        // No host has such a port: it is a password that holds what must be escaped, or that was cut off.
        int found = last ? lastAtOfLine(from) : lastAt(from, to);
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
        boolean wrong = port >= 0 && digits < to && (Reading.isAlphanumeric(text.at(digits)) || digits == port);
        return wrong && hasLetter(port, to) ? port : -1;
    }

    private boolean hasLetter(int from, int to) {
        for (int i = from; i < to; i++) {
            if (Reading.isAlphanumeric(text.at(i))) {
                return true;
            }
        }
        return false;
    }

    /** The last {@code @} of this line before another address begins. */
    private int lastAtOfLine(int from) {
        int found = -1;
        for (int i = from; i < text.length() && !Reading.isLineEnd(text.at(i)); i++) {
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
        int host = lastAt(from, to);
        int colon = from;
        while (colon < host && text.at(colon) != ':') {
            colon++;
        }
        // An image's digest is no host; an escaped slash is read once it is a slash.
        if (host < 0
                || colon >= host - 1
                || text.startsWith("sha256:", host + 1)
                || isVersion(host + 1, to)
                || text.startsWith("\\/", colon + 1)) {
            return;
        }
        int user = colon;
        while (user > from
                && (Reading.isAlphanumeric(text.at(user - 1)) || "._%+~!$*-".indexOf(text.at(user - 1)) >= 0)) {
            user--;
        }
        text.hide(user, host);
    }

    /** What follows the name of a model where it is shown, as in {@code bert:large@2.1}; four numbers, or a port behind it, are a host. */
    private boolean isVersion(int from, int to) {
        int at = from < to && text.at(from) == 'v' ? from + 1 : from;
        int dots = 0;
        int first = at;
        while (at < to && (isDigit(text.at(at)) || (text.at(at) == '.' && at > first))) {
            dots += text.at(at) == '.' ? 1 : 0;
            at++;
        }
        return at > first && dots != 3 && !(at < to && text.at(at) == ':');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean divides(char c) {
        return Reading.isBlank(c) || c == '"' || c == '\'' || c == '<' || c == '>' || c == '`';
    }
}
