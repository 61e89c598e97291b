package io.inferometer.agent.record;

/** Told of full chunks, by the thread that filled one. */
@FunctionalInterface
public interface Waker {

    /**
     * Waking a thread costs a system call, some ten nanoseconds for each event of a chunk: to be done when it must be.
     *
     * @param crowded whether so many full chunks wait that writers may soon have to fold
     */
    void wake(boolean crowded);
}
