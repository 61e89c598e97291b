package io.inferometer.sample.async;

/**
 * Looks on from outside of the methods that are stages: told by the code that calls them, right before or after. Thread-safe; what it
 * throws fails the request.
 */
public interface Witness {

    /** Nobody looks on. */
    Witness NONE = new Witness() {};

    /** A request is in the queue. */
    default void accepted(String id) {}

    /** A worker has taken it off the queue. */
    default void begins(String id) {}

    /** Its work is over, well or not. */
    default void ended(String id) {}
}
