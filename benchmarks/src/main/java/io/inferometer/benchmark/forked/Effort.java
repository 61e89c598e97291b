package io.inferometer.benchmark.forked;

import java.util.List;

/**
 * How long is measured.
 *
 * @param jmh JMH's options
 * @param processes JVMs per variant, of which the median counts
 * @param rounds batches per JVM, of which the least counts
 * @param calls calls per batch
 * @param agentThreads the numbers of threads that call woven methods
 * @param pacedSeconds how long one JVM makes paced calls
 * @param idleSeconds how long an idle agent is watched
 * @param loadSeconds how long one load lasts
 */
public record Effort(
        List<String> jmh,
        int processes,
        int rounds,
        int calls,
        List<Integer> agentThreads,
        int pacedSeconds,
        int idleSeconds,
        int loadSeconds) {

    /** Shows that everything works; its figures are rough. */
    public static final Effort QUICK = new Effort(
            List.of("-f", "1", "-wi", "1", "-w", "200ms", "-i", "1", "-r", "200ms"),
            1,
            40,
            100_000,
            List.of(1),
            3,
            5,
            2);

    public static final Effort FULL = new Effort(
            List.of("-f", "3", "-wi", "3", "-w", "500ms", "-i", "3", "-r", "500ms"),
            5,
            60,
            100_000,
            List.of(1, 2, 8),
            20,
            30,
            10);

    /** The same with another number of JVMs per variant. */
    public Effort withProcesses(int number) {
        return new Effort(jmh, number, rounds, calls, agentThreads, pacedSeconds, idleSeconds, loadSeconds);
    }
}
