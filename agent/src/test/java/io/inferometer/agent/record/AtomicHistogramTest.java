package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AtomicHistogramTest {

    private static final class Taken implements AtomicHistogram.Sink {
        final Map<Integer, Long> buckets = new TreeMap<>();
        long sum;
        long min = Long.MAX_VALUE;
        long max;
        int totals;

        @Override
        public void bucket(int index, long count) {
            buckets.merge(index, count, Long::sum);
        }

        @Override
        public void totals(long added, long smallest, long greatest) {
            totals++;
            sum += added;
            min = Math.min(min, smallest);
            max = Math.max(max, greatest);
        }
    }

    private final AtomicHistogram histogram = new AtomicHistogram(Buckets.DURATIONS);

    @Test
    void eachDrainTakesWhatWasAddedSinceTheLast() {
        histogram.add(0);
        histogram.add(1_000_000_000);
        histogram.add(3);
        Taken first = new Taken();
        assertThat(histogram.drain(first)).isEqualTo(3);
        assertThat(first.buckets).isEqualTo(Map.of(Integer.MIN_VALUE, 1L, -1, 1L, Buckets.DURATIONS.index(3), 1L));
        assertThat(new long[] {first.sum, first.min, first.max}).containsExactly(1_000_000_003, 0, 1_000_000_000);

        Taken nothing = new Taken();
        assertThat(histogram.drain(nothing)).isZero();
        assertThat(nothing.totals).isZero();

        histogram.add(500);
        Taken second = new Taken();
        assertThat(histogram.drain(second)).isEqualTo(1);
        assertThat(new long[] {second.sum, second.min, second.max}).containsExactly(500, 500, 500);
    }

    /** A drain may fall between the steps of an addition: what it tells of that value must still be possible. */
    @Test
    @Timeout(60)
    void whileOthersAddEveryDrainTellsAPossibleMinimumAndMaximum() throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        long[] made = new long[2];
        Thread[] writers = new Thread[2];
        for (int i = 0; i < writers.length; i++) {
            int writer = i;
            writers[i] = new Thread(() -> {
                while (!stop.get()) {
                    histogram.add(1000 + made[writer]++ % 1000);
                }
            });
            writers[i].start();
        }
        Taken all = new Taken();
        long deadline = System.nanoTime() + 1_000_000_000L;
        while (System.nanoTime() < deadline) {
            Taken taken = new Taken();
            if (histogram.drain(taken) > 0) {
                assertThat(taken.min).isBetween(990L, 2000L);
                assertThat(taken.max).isBetween(taken.min, 2020L);
                taken.buckets.forEach(all::bucket);
                all.totals(taken.sum, taken.min, taken.max);
            }
        }
        stop.set(true);
        for (Thread writer : writers) {
            writer.join();
        }
        histogram.drain(all);
        long count = made[0] + made[1];
        long sum = 0;
        for (long each : made) {
            sum += each / 1000 * (1000 * 1000 + 999 * 500)
                    + 1000 * (each % 1000)
                    + (each % 1000) * (each % 1000 - 1) / 2;
        }
        assertThat(all.buckets.values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(count);
        assertThat(all.sum).isEqualTo(sum);
        assertThat(all.min).isEqualTo(1000);
        assertThat(all.max).isEqualTo(1999);
    }

    /** Octaves are made by whoever comes first: nothing that two threads add to a new one at once is lost. */
    @Test
    @Timeout(60)
    void valuesOfAllMagnitudesFromManyThreadsAreAllTaken() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            AtomicHistogram fresh = new AtomicHistogram(Buckets.DURATIONS);
            CyclicBarrier start = new CyclicBarrier(3);
            Thread[] writers = new Thread[2];
            for (int i = 0; i < writers.length; i++) {
                writers[i] = new Thread(() -> {
                    awaitAll(start);
                    for (int bit = 0; bit < 63; bit++) {
                        fresh.add(1L << bit);
                    }
                });
                writers[i].start();
            }
            Taken all = new Taken();
            awaitAll(start);
            fresh.drain(all);
            for (Thread writer : writers) {
                writer.join();
            }
            fresh.drain(all);
            assertThat(all.buckets).hasSize(63).values().containsOnly(2L);
            assertThat(all.sum).isEqualTo(2 * Long.MAX_VALUE);
            assertThat(all.min).isEqualTo(1);
            assertThat(all.max).isEqualTo(1L << 62);
        }
    }

    private static void awaitAll(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }
}
