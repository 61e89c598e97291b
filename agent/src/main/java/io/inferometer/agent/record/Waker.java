package io.inferometer.agent.record;

/** Told of full chunks, by the thread that filled one, and of the first event after a rest. */
@FunctionalInterface
public interface Waker {

    /**
     * Waking a thread costs a system call, some ten nanoseconds for each event of a chunk: to be done when it must be.
     *
     * @param urgent whether so many full chunks wait that writers may soon have to fold, or this is the first event since {@link
     *     Recorder#watch}
     */
    void wake(boolean urgent);
}
