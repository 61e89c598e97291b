package io.inferometer.exporter.api;

/**
 * An exporter cannot be made now, because of something outside the agent's settings that may come later, such as a region from a
 * metadata service while the network is away. The message is one line that says what is missing and what to do.
 */
public final class NotReadyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public NotReadyException(String message) {
        super(message);
    }
}
