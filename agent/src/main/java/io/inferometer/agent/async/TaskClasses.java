package io.inferometer.agent.async;

/** Instruments the classes of tasks. Thread-safe. */
public interface TaskClasses {

    /**
     * Instruments {@code run} and {@code call} of a class, wherever it has them from, unless that is done. What cannot be instrumented is
     * reported.
     *
     * @return whether tasks of this class are measured
     */
    boolean instrument(Class<?> type);
}
