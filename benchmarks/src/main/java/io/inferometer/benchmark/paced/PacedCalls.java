package io.inferometer.benchmark.paced;

import io.inferometer.benchmark.agents.Scorer;
import io.inferometer.benchmark.forked.AgentInside;
import org.HdrHistogram.Histogram;

/**
 * The application of one JVM: {@code PacedCalls <seconds>}. Prints {@code result <bare|woven>-<percentile> <nanoseconds>} and
 * {@code result resolution <nanoseconds>}.
 */
public final class PacedCalls {

    /** One million calls per second. */
    private static final long PERIOD_NANOS = 1_000;

    private static final int CALLS_PER_PHASE = 100_000;
    private static final int PHASES_PER_SECOND = (int) (1_000_000_000 / PERIOD_NANOS / CALLS_PER_PHASE);

    /** Compiled and settled; not counted. */
    private static final int WARM_UP_PHASES = 6;

    private static final long HIGHEST_NANOS = 10_000_000_000L;
    private static final int DIGITS = 3;

    private final Scorer scorer = new Scorer();
    private Histogram bare = histogram();
    private Histogram woven = histogram();
    private long sum;

    private PacedCalls() {}

    public static void main(String[] args) throws Exception {
        AgentInside.find();
        PacedCalls calls = new PacedCalls();
        calls.run(WARM_UP_PHASES);
        calls.bare = histogram();
        calls.woven = histogram();
        calls.run(Integer.parseInt(args[0]) * PHASES_PER_SECOND / 2);
        for (double percentile : PacedRuns.PERCENTILES) {
            System.out.println("result bare-" + percentile + " " + calls.bare.getValueAtPercentile(percentile));
            System.out.println("result woven-" + percentile + " " + calls.woven.getValueAtPercentile(percentile));
        }
        System.out.println("result resolution " + resolution() + (calls.sum == 0 ? ".0" : ""));
    }

    private static Histogram histogram() {
        return new Histogram(1, HIGHEST_NANOS, DIGITS);
    }

    private void run(int phases) {
        for (int i = 0; i < phases; i++) {
            callBare();
            callWoven();
        }
    }

    private void callBare() {
        long due = System.nanoTime();
        for (int i = 0; i < CALLS_PER_PHASE; i++) {
            due += PERIOD_NANOS;
            long start = waitUntil(due);
            long inner = System.nanoTime();
            sum += System.nanoTime() - inner;
            bare.recordValue(System.nanoTime() - start);
        }
    }

    private void callWoven() {
        long due = System.nanoTime();
        for (int i = 0; i < CALLS_PER_PHASE; i++) {
            due += PERIOD_NANOS;
            long start = waitUntil(due);
            scorer.score();
            woven.recordValue(System.nanoTime() - start);
        }
    }

    private static long waitUntil(long due) {
        long now = System.nanoTime();
        while (now < due) {
            now = System.nanoTime();
        }
        return now;
    }

    /** The least step of the clock, of many. */
    private static long resolution() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < CALLS_PER_PHASE; i++) {
            long start = System.nanoTime();
            long step = System.nanoTime() - start;
            if (step > 0) {
                least = Math.min(least, step);
            }
        }
        return least;
    }
}
