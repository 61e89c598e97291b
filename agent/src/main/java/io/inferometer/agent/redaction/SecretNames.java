package io.inferometer.agent.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Decides by the words of a name whether its value is secret: {@code aws.secretKey} is, {@code token-count} is not. */
final class SecretNames {

    /** What the value of a name is. */
    enum Kind {
        HARMLESS,
        /** Secret to the end of its line, for such values hold blanks and pairs of their own. */
        LINE,
        /** The public half of an access key: an access key id keeps its last characters. */
        KEY_ID,
        /** Secret when it looks like one: models have signatures too. */
        SIGNATURE,
        /** User and password where there is a colon between them. */
        LOGIN,
        /** Secret unless the name is that of a class: {@code OrtSession} is. */
        WEAK,
        /** Secret unless it is as short as a figure: tokens are also counted. */
        TOKEN,
        SECRET
    }

    /** Secret wherever a word ends with one of them. */
    private static final String[] SECRETS = {
        "password",
        "passwd",
        "passphrase",
        "passcode",
        "pwd",
        "secret",
        "apikey",
        "accesskey",
        "secretkey",
        "privatekey",
        "credential",
        "credentials",
        "secrets",
        "passwords",
        "authkey",
        "appkey"
    };

    /** Secret as the last word, or ahead of one of {@link #NEUTRAL}. */
    private static final String[] ALONE = {
        "auth", "session", "sessionid", "jsessionid", "sid", "sig", "pass", "userpass", "jwt", "sas", "otp", "bearer"
    };

    private static final String[] NEUTRAL = {"id", "key", "value", "data", "string", "code", "header"};

    /** Whose tokens are words of a text, or figures. */
    private static final String[] TEXT_TOKENS = {
        "pad", "bos", "eos", "unk", "cls", "sep", "mask", "first", "output", "per"
    };

    private static final String[] LINES = {"authorization", "cookie", "cookies"};

    /** Which keys are secret; that of a map or of an object is not. */
    private static final String[] KEY_OWNERS = {
        "api",
        "access",
        "secret",
        "private",
        "signing",
        "encryption",
        "account",
        "shared",
        "master",
        "ssh",
        "license",
        "storage",
        "subscription",
        "auth",
        "session",
        "app",
        "application",
        "client",
        "consumer",
        "hmac",
        "functions",
        "service"
    };

    /** As the last word they name what belongs to a secret, which is worth reading: its file, its age, how many. */
    private static final String[] HARMLESS = {
        "file",
        "path",
        "dir",
        "directory",
        "url",
        "uri",
        "endpoint",
        "host",
        "count",
        "counts",
        "total",
        "type",
        "expires",
        "expiry",
        "expiration",
        "timeout",
        "ttl",
        "duration",
        "interval",
        "seconds",
        "millis",
        "length",
        "size",
        "limit",
        "max",
        "min",
        "provider",
        "region",
        "algorithm",
        "method",
        "mode",
        "version",
        "alias",
        "enabled",
        "required",
        "rate",
        "usage",
        "budget",
        "bucket",
        "window",
        "status",
        "class",
        "exception",
        "error",
        "failure",
        "match",
        "found",
        "classification",
        "classifier",
        "detection",
        "detector"
    };

    private SecretNames() {}

    static boolean isSecret(String name, String value) {
        Kind kind = kind(words(name));
        return kind == Kind.SIGNATURE ? Shapes.isSignature(value) : kind != Kind.HARMLESS && kind != Kind.KEY_ID;
    }

    static Kind kind(List<String> words) {
        int last = words.size() - 1;
        while (last > 0 && isNumber(words.get(last))) {
            last--;
        }
        if (last < 0 || isOne(words.get(last), HARMLESS)) {
            return Kind.HARMLESS;
        }
        Kind kind = Kind.HARMLESS;
        for (int i = 0; i <= last; i++) {
            Kind found = kind(words, i, last);
            if (found.compareTo(kind) > 0) {
                kind = found;
            }
            if (found == Kind.LINE) {
                return found;
            }
        }
        return kind == Kind.SECRET && isKeyId(words, last) ? Kind.KEY_ID : kind;
    }

    private static Kind kind(List<String> words, int i, int last) {
        String word = words.get(i);
        if (isOne(word, LINES)
                || (word.equals("headers") && i > 0 && words.get(i - 1).equals("otlp"))) {
            return Kind.LINE;
        }
        if (word.endsWith("signature")) {
            // Of a header or of a query, as X-Amz-Signature.
            return words.get(0).equals("x") ? Kind.SECRET : Kind.SIGNATURE;
        }
        if (endsWithOne(word, SECRETS) || startsWithSecret(word)) {
            return Kind.SECRET;
        }
        if (word.equals("key") && i > 0 && isOne(words.get(i - 1), KEY_OWNERS)) {
            return Kind.SECRET;
        }
        if (isOne(word, ALONE) && (i == last || isOne(words.get(last), NEUTRAL))) {
            return Kind.WEAK;
        }
        return word.endsWith("token") && isToken(words, i, last) ? Kind.TOKEN : Kind.HARMLESS;
    }

    private static boolean isToken(List<String> words, int i, int last) {
        boolean isEnd = i == last || (i == last - 1 && isOne(words.get(last), NEUTRAL));
        return isEnd && !(i > 0 && isOne(words.get(i - 1), TEXT_TOKENS));
    }

    private static boolean startsWithSecret(String word) {
        return word.startsWith("password") || word.startsWith("passwd") || word.startsWith("secret");
    }

    private static boolean isKeyId(List<String> words, int last) {
        return words.get(last).equals("id") && last > 0 && words.get(last - 1).endsWith("key");
    }

    /** The words of a name in lower case: {@code AWSAccessKeyId} has four, as has {@code aws.access-key_id}. */
    static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= name.length(); i++) {
            char c = i < name.length() ? name.charAt(i) : '.';
            if (!ReadText.isAlphanumeric(c)) {
                add(words, name, start, i);
                start = -1;
            } else if (start < 0) {
                start = i;
            } else if (beginsWord(name, i)) {
                add(words, name, start, i);
                start = i;
            }
        }
        return words;
    }

    private static boolean beginsWord(String name, int i) {
        boolean isUpper = isUpper(name.charAt(i));
        boolean afterUpper = isUpper(name.charAt(i - 1));
        boolean beforeLower = i + 1 < name.length() && name.charAt(i + 1) >= 'a' && name.charAt(i + 1) <= 'z';
        return isUpper && (!afterUpper || beforeLower);
    }

    private static void add(List<String> words, String name, int start, int end) {
        if (start >= 0) {
            words.add(name.substring(start, end).toLowerCase(Locale.ROOT));
        }
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isNumber(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) < '0' || word.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean isOne(String word, String[] words) {
        for (String each : words) {
            if (each.equals(word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsWithOne(String word, String[] words) {
        for (String each : words) {
            if (word.endsWith(each)) {
                return true;
            }
        }
        return false;
    }
}
