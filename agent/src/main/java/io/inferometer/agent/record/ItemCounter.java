package io.inferometer.agent.record;

/** Tells the size of a call's batch from one of its arguments. Called on application threads. */
public interface ItemCounter {

    /** 0 or less when it cannot be told. */
    long count(Object argument) throws Throwable;
}
