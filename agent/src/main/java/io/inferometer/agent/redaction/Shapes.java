package io.inferometer.agent.redaction;

/** Hides what is a secret by its looks: web tokens and those of well-known services, access keys, private keys, credentials of a header. Confined to one call. */
final class Shapes {

    /** How much of the end of an access key id is shown: enough to tell two apart. */
    static final int SHOWN = 4;

    private static final int KEY_ID = 16;
    private static final int SECRET_KEY = 40;
    private static final int SHORTEST_TOKEN_HEADER = 8;
    private static final int LONGEST_WORD = 20;
    private static final int SHORTEST_VENDOR_TOKEN = 20;
    private static final int SHORTEST_SIGNATURE = 16;

    /** The longest word with a digit in the name of a model: {@code mobilenet3}. */
    private static final int LONGEST_NUMBERED_WORD = 11;

    private static final int LONGEST_HASH_CODE = 8;

    /** How tokens of well-known services begin. */
    private static final String[] VENDORS = {
        "hf_",
        "sk-",
        "ghp_",
        "gho_",
        "ghu_",
        "ghs_",
        "ghr_",
        "github_pat_",
        "glpat-",
        "xoxb-",
        "xoxp-",
        "xoxa-",
        "xoxs-",
        "AIza"
    };

    private static final int LONGEST_LABEL = 64;
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";

    private final ReadText text;

    Shapes(ReadText text) {
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
        if (ReadText.isAlphanumeric(text.at(at - 1))) {
            return at;
        }
        if ("hsgxA".indexOf(c) >= 0 && !isOfToken(text.at(at - 1)) && isVendorToken(at)) {
            return afterVendorToken(at);
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

    private int afterVendorToken(int at) {
        int end = at;
        while (isOfToken(text.at(end))) {
            end++;
        }
        text.hide(at, end);
        return end;
    }

    /** Whether a token of a service begins here: a prefix, and much that is not the words of a model's name. */
    private boolean isVendorToken(int at) {
        int start = at;
        for (String vendor : VENDORS) {
            start = text.startsWith(vendor, at) ? at + vendor.length() : start;
        }
        boolean hasDigit = false;
        boolean isName = true;
        int end = start;
        while (end > at && isOfToken(text.at(end))) {
            int word = end;
            boolean isNumbered = false;
            boolean isLower = true;
            while (ReadText.isAlphanumeric(text.at(end))) {
                isNumbered |= text.at(end) <= '9';
                isLower &= text.at(end) <= '9' || text.at(end) >= 'a';
                end++;
            }
            hasDigit |= isNumbered;
            isName &= isLower && (!isNumbered || end - word <= LONGEST_NUMBERED_WORD);
            end += isOfToken(text.at(end)) ? 1 : 0;
        }
        return hasDigit && !isName && end - start >= SHORTEST_VENDOR_TOKEN;
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
        // Without anything between them it is not scanned: the next key id may begin in it, and so on.
        while (secret > end && isOfBase64(text.at(secretEnd))) {
            secretEnd++;
        }
        if (secretEnd - secret >= SECRET_KEY) {
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
        while (ReadText.isAlphanumeric(text.at(word)) && word - at <= 6) {
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
    static boolean isKeyId(ReadText text, int at) {
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

    /** Whether this is hexadecimal or Base64, and no word such as {@code serving_default}, {@code predict_v2} or {@code classifyImage}. */
    static boolean isSignature(String value) {
        boolean isCode = false;
        boolean isNumber = true;
        int end = 0;
        while (end < value.length() && ",;&".indexOf(value.charAt(end)) < 0) {
            char c = value.charAt(end);
            if (!isOfBase64(c) && !isOfToken(c) && c != '%') {
                return false;
            }
            boolean isDigit = isDigit(c);
            isNumber &= isDigit;
            isCode |= !isOfToken(c) || (end > 0 && isDigit(value.charAt(end - 1)) && !isDigit && c != '_' && c != '-');
            end++;
        }
        return (isCode || isNumber) && end >= SHORTEST_SIGNATURE;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Whether this is an object of a class as Java writes it: {@code ai.onnxruntime.OrtSession@1a2b}. */
    static boolean isObject(ReadText text, int from, int to) {
        int at = from;
        int name = from;
        while (at < to && (ReadText.isAlphanumeric(text.at(at)) || "._$".indexOf(text.at(at)) >= 0)) {
            at++;
            name = text.at(at - 1) == '.' ? at : name;
        }
        if (at == to || text.at(at) != '@' || text.at(name) < 'A' || text.at(name) > 'Z') {
            return false;
        }
        int end = at + 1;
        while (end < to && Character.digit(text.at(end), 16) >= 0) {
            end++;
        }
        return end == to && end - at > 1 && end - at - 1 <= LONGEST_HASH_CODE;
    }

    private static boolean isOfKeyId(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean isOfToken(char c) {
        return ReadText.isAlphanumeric(c) || c == '_' || c == '-';
    }

    private static boolean isOfBase64(char c) {
        return ReadText.isAlphanumeric(c) || c == '+' || c == '/' || c == '=';
    }
}
