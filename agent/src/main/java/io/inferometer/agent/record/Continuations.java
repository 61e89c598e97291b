package io.inferometer.agent.record;

/** What is to be known of the continuations that a suspending method is handed. Called on application threads. */
public interface Continuations {

    /**
     * The caller's continuation, if this one is the method's own and goes on with a call that began earlier.
     *
     * @return null when a call begins
     */
    Object resumed(Object continuation) throws Throwable;

    /** Whether a continuation is the method's own: then the method calls itself. */
    boolean isOwn(Object continuation);

    /** Whether the method returned because it will go on later. */
    boolean isSuspended(Object result);
}
