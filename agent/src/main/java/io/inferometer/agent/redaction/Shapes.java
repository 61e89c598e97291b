package io.inferometer.agent.redaction;

/** Hides what is a secret by its looks: web tokens, access keys, private keys, credentials of a header. Confined to one call. */
final class Shapes {

    /** How much of the end of an access key id is shown: enough to tell two apart. */
    static final int SHOWN = 4;

    private static final int KEY_ID = 16;
    private static final int SECRET_KEY = 40;
    private static final int SHORTEST_TOKEN_HEADER = 8;
    private static final int LONGEST_WORD = 20;
    private static final int LONGEST_LABEL = 64;
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";

    private final Reading text;

    Shapes(Reading text) {
        this.text = text;
    }

    void hide() {
        int at = 0;
        while (at < text.length()) {
            at = Math.max(at + 1, after(at));
        }
    }

    private int after(int at) {
        char c = text.at(at);
        if (c == '-' && text.startsWith(BEGIN, at)) {
            return afterPrivateKey(at);
        }
        if (Reading.isAlphanumeric(text.at(at - 1))) {
            return at;
        }
        if (c == 'e' && text.startsWith("eyJ", at)) {
            return afterWebToken(at);
        }
        if (c == 'A' && isKeyId(text, at)) {
            return afterAccessKey(at);
        }
        if (c == 'B' || c == 'b') {
            return afterScheme(at);
        }
        return at;
    }

    private int afterPrivateKey(int at) {
        int label = text.indexOf("-----", at + BEGIN.length());
        if (label < 0 || label - at > LONGEST_LABEL || !text.part(at, label).contains("PRIVATE")) {
            return at;
        }
        int from = label + 5;
        int end = text.indexOf(END, from);
        text.hide(from, end < 0 ? text.length() : end);
        return end < 0 ? text.length() : end;
    }

    /** Three parts, or five, with dots between them; a part may be missing where the text was cut. */
    private int afterWebToken(int at) {
        int end = at;
        int dots = 0;
        while (isOfToken(text.at(end)) || (text.at(end) == '.' && isOfToken(text.at(end - 1)))) {
            dots += text.at(end) == '.' && end - at >= SHORTEST_TOKEN_HEADER ? 1 : 0;
            end++;
        }
        if (dots > 0) {
            text.hide(at, end);
        }
        return end;
    }

    /** An access key id, and the secret key where one follows. */
    private int afterAccessKey(int at) {
        int end = runEnd(at);
        text.hide(at, end - SHOWN);
        int secret = end;
        while (secret < end + SHOWN && secret < text.length() && ":,;|/= \t\"'".indexOf(text.at(secret)) >= 0) {
            secret++;
        }
        int secretEnd = secret;
        while (isOfBase64(text.at(secretEnd))) {
            secretEnd++;
        }
        if (secret > end && secretEnd - secret >= SECRET_KEY) {
            text.hide(secret, secretEnd);
            return secretEnd;
        }
        return end;
    }

    private int runEnd(int at) {
        int end = at;
        while (isOfKeyId(text.at(end))) {
            end++;
        }
        return end;
    }

    /** {@code Bearer …} and {@code Basic …}, unless what follows is a word of a sentence. */
    private int afterScheme(int at) {
        int word = at;
        while (Reading.isAlphanumeric(text.at(word)) && word - at <= 6) {
            word++;
        }
        String scheme = text.part(at, word);
        if (text.at(word) != ' ' || !(scheme.equalsIgnoreCase("bearer") || scheme.equalsIgnoreCase("basic"))) {
            return at;
        }
        int from = word;
        while (text.at(from) == ' ') {
            from++;
        }
        int end = from;
        boolean isWord = true;
        while (isOfBase64(text.at(end)) || isOfToken(text.at(end)) || text.at(end) == '.' || text.at(end) == '~') {
            isWord &= (text.at(end) >= 'a' && text.at(end) <= 'z') || text.at(end) == '.' || text.at(end) == '-';
            end++;
        }
        if (!isWord || end - from > LONGEST_WORD) {
            text.hide(from, end);
        }
        return end;
    }

    /** Whether an access key id begins here: AKIA, ASIA and their kin, and letters and digits. */
    static boolean isKeyId(Reading text, int at) {
        if (text.at(at) != 'A' || !text.startsWith("IA", at + 2) || text.at(at + 1) < 'A' || text.at(at + 1) > 'Z') {
            return false;
        }
        for (int i = at; i < at + KEY_ID; i++) {
            if (!isOfKeyId(text.at(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfKeyId(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean isOfToken(char c) {
        return Reading.isAlphanumeric(c) || c == '_' || c == '-';
    }

    private static boolean isOfBase64(char c) {
        return Reading.isAlphanumeric(c) || c == '+' || c == '/' || c == '=';
    }
}
