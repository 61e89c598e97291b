package io.inferometer.agent.model;

import io.inferometer.exporter.api.WellFormed;

/** Makes of what an application calls a model a name that every exposition can carry. */
final class ModelNames {

    /** The longest name, as long as a file's: each is written more than a hundred times in a scrape. */
    static final int MAX_LENGTH = 255;

    private static final int HASH_LENGTH = 16;
    private static final long BASIS = 0xCBF29CE484222325L;
    private static final long PRIME = 0x100000001B3L;

    private ModelNames() {}

    /**
     * Returns the name or version with unpaired surrogates replaced, and its end by a hash if it is too long. Names that
     * become equal are one model, whose figures are the sum.
     */
    static String shown(String found) {
        String text = WellFormed.text(found);
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        String hash = Long.toHexString(hash(text));
        return WellFormed.start(text, MAX_LENGTH - 1 - HASH_LENGTH)
                + '…'
                + "0".repeat(HASH_LENGTH - hash.length())
                + hash;
    }

    static long hash(String text) {
        long hash = BASIS;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return hash;
    }
}
