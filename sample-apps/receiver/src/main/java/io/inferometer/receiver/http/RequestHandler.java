package io.inferometer.receiver.http;

/** Answers requests. Thread-safe. */
public interface RequestHandler {
    /** The most bytes of the body that are of interest, at least 0. */
    int bodyLimit(RequestHead head);

    /**
     * Answers one request.
     *
     * @param body cut off after one byte more than {@link #bodyLimit}
     * @throws InterruptedException if the server closes meanwhile
     */
    Delivery handle(RequestHead head, byte[] body) throws InterruptedException;
}
