package io.inferometer.agent.thread;

/** What an agent thread does. Called by that thread alone. */
@FunctionalInterface
public interface Task {

    /**
     * Does a part of the work, or waits for some.
     *
     * @return whether there is another turn
     * @throws Throwable anything: the next turn follows after a pause, and finds things as they were left
     */
    boolean turn() throws Throwable;
}
