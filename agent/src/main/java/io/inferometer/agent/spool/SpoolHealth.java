package io.inferometer.agent.spool;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Whether {@code spool.directory} can be used, and the lines that say so, each once until that changes. No method throws or waits.
 * Thread-safe, but what concerns reading is told by one thread at a time: the one that holds the disk.
 */
final class SpoolHealth {

    /** How long after a failure the disk is left in peace. */
    private static final long RETRY_MILLIS = 5_000;

    /** Said when there is no memory to say more. */
    private static final String UNUSABLE = "spool.directory cannot be used: out of memory";

    private final Path directory;
    private final Consumer<String> warn;
    private final LongSupplier clock;

    private boolean failsToRead;
    private volatile String problem = "";
    private volatile long failedMillis;

    /** @param clock milliseconds since 1970 */
    SpoolHealth(Path directory, Consumer<String> warn, LongSupplier clock) {
        this.directory = directory;
        this.warn = warn;
        this.clock = clock;
    }

    /** The disk could not be used; it is left in peace for a while. */
    void failed(Throwable failure) {
        boolean first = problem.isEmpty();
        problem = UNUSABLE;
        try {
            failedMillis = clock.getAsLong();
            String remedy = failure instanceof VirtualMachineError
                    ? "Give the JVM more memory"
                    : "Make it writable with space to spare, or name another directory";
            String line = "spool.directory " + directory + " cannot be used: " + Reasons.of(failure)
                    + "; windows that cannot be delivered are kept in memory only. " + remedy;
            problem = line;
            if (first) {
                warn.accept(line);
            }
        } catch (RuntimeException | Error worse) {
            // What is known of it was said; more would need memory that there is not.
            return;
        }
    }

    /** A window was written. */
    void works() {
        if (!problem.isEmpty()) {
            problem = "";
            tell("", " can be used again", null);
        }
    }

    boolean isResting() {
        return !problem.isEmpty() && Math.abs(clock.getAsLong() - failedMillis) < RETRY_MILLIS;
    }

    /** Why nothing can be kept now, in one line; empty when it can. */
    Optional<String> problem() {
        String now = problem;
        return now.isEmpty() ? Optional.empty() : Optional.of(now);
    }

    void failedToRead(Throwable failure) {
        if (!failsToRead) {
            tell("what is in", " cannot be read now and stays there: ", failure);
        }
        failsToRead = true;
    }

    void canRead() {
        failsToRead = false;
    }

    /** Tells one line with the directory in it. */
    void tell(String before, String after, Throwable reason) {
        try {
            String line = (before + " spool.directory ").strip() + " " + directory + after;
            warn.accept(reason == null ? line : line + Reasons.of(reason));
        } catch (RuntimeException | Error worse) {
            // There is no memory for the line.
            return;
        }
    }
}
