package io.inferometer.agent.it.app;

import java.util.List;

/** A task of a class: it notes in what order tasks run. */
class Job implements Runnable, Comparable<Job> {

    private final int priority;
    private final List<Integer> order;

    Job(int priority, List<Integer> order) {
        this.priority = priority;
        this.order = order;
    }

    @Override
    public void run() {
        order.add(priority);
    }

    @Override
    public int compareTo(Job other) {
        return Integer.compare(priority, other.priority);
    }

    /** Runs what it inherits, and more. */
    static final class Longer extends Job {
        Longer(int priority, List<Integer> order) {
            super(priority, order);
        }

        @Override
        public void run() {
            super.run();
        }
    }

    /** Inherits all. */
    static final class Same extends Job {
        Same(int priority, List<Integer> order) {
            super(priority, order);
        }
    }
}
