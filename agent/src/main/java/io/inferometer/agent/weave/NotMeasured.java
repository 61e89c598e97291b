package io.inferometer.agent.weave;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What should have been instrumented and was not. Written on application threads, reported by the agent's own. Thread-safe. */
public final class NotMeasured {

    private static final int KEPT = 100;

    /**
     * A method or class.
     *
     * @param where the class or method
     * @param what becomes of it
     * @param why in a few words
     */
    public record Failure(String where, String what, String why) {

        @Override
        public String toString() {
            return where + what + why;
        }
    }

    private final Deque<Failure> unreported = new ArrayDeque<>();
    private final Deque<MissingMethod> unexplained = new ArrayDeque<>();
    private final List<String> reported = new ArrayList<>();
    private long count;

    public void add(String where, Throwable failure) {
        String message = failure.getMessage();
        add(
                where,
                message == null
                        ? failure.getClass().getName()
                        : failure.getClass().getName() + ": " + message);
    }

    /** Counts one. The same of a class that is loaded again by another loader is said once. */
    public void add(String where, String why) {
        add(new Failure(where, " is not measured: ", why));
    }

    /** Counts a value that is not read of the calls of a method, which are measured without it. */
    public void unread(String where, String why) {
        add(new Failure(where, " is measured without a value: ", why));
    }

    /** Counts a type that may have annotated methods, or whose annotations are not known to its subtypes. */
    public void unseen(String where, String why) {
        add(new Failure(where, " is not looked through for annotated methods: ", why));
    }

    private synchronized void add(Failure failure) {
        count++;
        if (unreported.size() < KEPT && !unreported.contains(failure) && !reported.contains(failure.toString())) {
            unreported.add(failure);
        }
    }

    /** A configured method that its class does not have: why, has yet to be found out. */
    synchronized void missing(MissingMethod method) {
        if (unexplained.size() < KEPT) {
            unexplained.add(method);
        }
    }

    /** The next method whose absence is to be explained, or null. */
    public synchronized MissingMethod nextUnexplained() {
        return unexplained.poll();
    }

    /** How many there were. */
    public synchronized long count() {
        return count;
    }

    /** The next one that was not yet reported, or null. */
    public synchronized Failure nextUnreported() {
        Failure next = unreported.poll();
        if (next != null && reported.size() < KEPT) {
            reported.add(next.toString());
        }
        return next;
    }

    /** Those that were reported, the first {@value #KEPT}, as text. */
    public synchronized List<String> reported() {
        return List.copyOf(reported);
    }
}
