package io.inferometer.agent.record;

/** Tells the size of a call's batch from one of its arguments. Called on application threads. */
public interface ItemCounter {

    /**
     * 0 when it cannot be told. What makes no sense is answered with a negative number: it is left out, and counted as such.
     */
    long count(Object argument) throws Throwable;
}
