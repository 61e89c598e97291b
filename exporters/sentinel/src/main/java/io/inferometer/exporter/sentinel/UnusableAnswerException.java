package io.inferometer.exporter.sentinel;

import java.io.IOException;

/** The service answered something that cannot be used, and will most likely do so again. */
final class UnusableAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    UnusableAnswerException(String message) {
        super(message);
    }
}
