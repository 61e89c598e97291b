package io.inferometer.agent.host;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Memory of processes together, what they share counted once. The kernel walks all their pages for that: it is asked at most every
 * 30 s, and what resident memory changes meanwhile is added. Where asking takes 3 ms of CPU time, it is not asked again: resident
 * memory is told then, in which each process counts what it shares.
 */
final class TreeMemory {

    private static final long PERIOD_NANOS = 30_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long LONGEST_NANOS = 3_000_000;

    private final ProcessFiles files;
    private final Consumer<String> log;
    private final LongSupplier clock;
    private final LongSupplier effort;
    private boolean isTooDear;
    private long next;
    private boolean hasAsked;
    private double shared;

    TreeMemory(ProcessFiles files, Consumer<String> log) {
        this(files, log, System::nanoTime, TreeMemory::cpuNanos);
    }

    /** @param effort what this thread has used up so far, in nanoseconds */
    TreeMemory(ProcessFiles files, Consumer<String> log, LongSupplier clock, LongSupplier effort) {
        this.files = files;
        this.log = log;
        this.clock = clock;
        this.effort = effort;
    }

    /** CPU time, for a thread that waits for a processor takes long without any effort. */
    private static long cpuNanos() {
        long nanos;
        try {
            nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        } catch (LinkageError | UnsupportedOperationException missing) {
            nanos = -1;
        }
        return nanos < 0 ? System.nanoTime() : nanos;
    }

    /** Returns bytes; NaN if they are not known. */
    double bytes(List<String> processes) {
        double resident = 0;
        for (String process : processes) {
            resident += files.residentBytes(process);
        }
        if (isTooDear) {
            return resident;
        }
        long begin = clock.getAsLong();
        if (!hasAsked || begin - next >= 0) {
            ask(processes, resident, begin);
        }
        return Math.max(0, resident - shared);
    }

    private void ask(List<String> processes, double resident, long begin) {
        double proportional = 0;
        long before = effort.getAsLong();
        for (String process : processes) {
            double bytes = files.proportionalBytes(process);
            proportional += Double.isNaN(bytes) ? files.residentBytes(process) : bytes;
        }
        long taken = effort.getAsLong() - before;
        // What could not be read now tells nothing of what is shared.
        shared = Double.isNaN(resident - proportional) ? 0 : resident - proportional;
        hasAsked = true;
        next = begin + PERIOD_NANOS;
        if (taken >= LONGEST_NANOS) {
            isTooDear = true;
            log.accept("reading the proportional memory of this process takes " + taken / NANOS_PER_MILLI
                    + " ms: from now on inferometer_process_tree_memory_bytes is resident memory, shared pages"
                    + " included");
        }
    }
}
