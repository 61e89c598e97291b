package io.inferometer.agent.library;

/** Counts the items of a batch where a number or a size does not tell. Called on application threads. */
public interface ItemCounter {

    /**
     * 0 when it cannot be told. What makes no sense is answered with a negative number: it is left out, and counted as such.
     *
     * @param value what was read
     */
    long count(Object value) throws Throwable;
}
