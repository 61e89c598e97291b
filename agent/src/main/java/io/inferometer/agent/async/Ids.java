package io.inferometer.agent.async;

import io.inferometer.agent.redaction.Redaction;
import io.inferometer.exporter.api.WellFormed;
import java.util.UUID;

/** The ids of requests as they are kept. */
final class Ids {

    /** What SageMaker takes as an inference id. */
    static final int MAX_LENGTH = 64;

    private static final int HASH_LENGTH = 16;
    private static final int LONGEST_AUTHORITY = 256;

    private Ids() {}

    /** Text, a number, an enum constant, a UUID or an object by its identity; null for anything else. */
    static Object of(Object value) {
        if (value instanceof String || value instanceof Identity) {
            return value;
        }
        if (value instanceof CharSequence
                || value instanceof Number
                || value instanceof Character
                || value instanceof UUID) {
            return value.toString();
        }
        return value instanceof Enum<?> constant ? constant.name() : null;
    }

    static boolean isTooLong(Object id) {
        return id instanceof String text && text.length() > MAX_LENGTH;
    }

    /**
     * An id of at most {@value #MAX_LENGTH} characters: of a longer one its beginning and a hash of all of it. Of a URL's user and
     * password a part would no longer be known as such, so they are masked before.
     */
    static Object kept(Object id) {
        if (!isTooLong(id)) {
            return id;
        }
        String text = (String) id;
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        String digits = Long.toHexString(hash);
        boolean isUrl = text.lastIndexOf("://", MAX_LENGTH) >= 0;
        String shown = isUrl ? Redaction.of(WellFormed.start(text, LONGEST_AUTHORITY)) : text;
        return WellFormed.start(shown, MAX_LENGTH - HASH_LENGTH - 1) + "~" + "0".repeat(HASH_LENGTH - digits.length())
                + digits;
    }
}
