package io.inferometer.agent.model;

import io.inferometer.agent.reader.Values;

/** What libraries and applications give as a model's version, the same where a model is loaded and where it is called. */
final class Versions {

    private Versions() {}

    /**
     * Returns a version as text; null if there is none. A text is one as it is. A number that is not positive, or as large as can be, is
     * none: ONNX Runtime tells such of a model whose makers gave it no version.
     */
    static String text(Object found) {
        boolean isInteger =
                found instanceof Long || found instanceof Integer || found instanceof Short || found instanceof Byte;
        if (isInteger) {
            long number = ((Number) found).longValue();
            return number <= 0 || number == Long.MAX_VALUE ? null : Long.toString(number);
        }
        return Values.text(found);
    }
}
