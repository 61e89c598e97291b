package io.inferometer.agent.record;

import java.util.Arrays;

/** Adds calls up by model and outcome: how many, how long, in which buckets. One thread only. */
final class Tally implements CallSink {

    private static final int OUTCOMES = 4;

    private static final class Sums {
        private final long[] buckets = new long[Buckets.DURATIONS.count()];
        private long count;
        private long zeros;
        private long nanos;
        private long smallest = Long.MAX_VALUE;
        private long greatest;

        private void add(Sums other) {
            for (int i = 0; i < buckets.length; i++) {
                buckets[i] += other.buckets[i];
            }
            count += other.count;
            zeros += other.zeros;
            nanos += other.nanos;
            smallest = Math.min(smallest, other.smallest);
            greatest = Math.max(greatest, other.greatest);
        }

        private String text() {
            return "count " + count + " zeros " + zeros + " nanos " + nanos + " from " + smallest + " to " + greatest
                    + " buckets " + Arrays.toString(buckets);
        }
    }

    private Sums[] sums = {};
    private long[] items = {};

    private Sums of(int model, int outcome) {
        int index = model * OUTCOMES + outcome;
        if (index >= sums.length) {
            int from = sums.length;
            sums = Arrays.copyOf(sums, (model + 1) * OUTCOMES);
            items = Arrays.copyOf(items, model + 1);
            for (int i = from; i < sums.length; i++) {
                sums[i] = new Sums();
            }
        }
        return sums[index];
    }

    @Override
    public void call(int model, int outcome, long durationNanos, long itemCount) {
        Sums of = of(model, outcome);
        of.count++;
        of.nanos += durationNanos;
        of.smallest = Math.min(of.smallest, durationNanos);
        of.greatest = Math.max(of.greatest, durationNanos);
        if (durationNanos == 0) {
            of.zeros++;
        } else {
            of.buckets[Buckets.DURATIONS.index(durationNanos) - Buckets.DURATIONS.lowest()]++;
        }
        items[model] += itemCount;
    }

    /** Adds everything that was folded since the last time. */
    void addFolded(Recorder recorder) {
        for (int i = 0; i < recorder.modelCount(); i++) {
            FoldedCalls folded = recorder.model(i).folded();
            if (folded != null) {
                for (int outcome = 0; outcome < OUTCOMES; outcome++) {
                    add(of(i, outcome), folded.durations(outcome));
                }
                Sums ofItems = new Sums();
                add(ofItems, folded.items());
                items[i] += ofItems.nanos;
            }
        }
    }

    private static void add(Sums to, AtomicHistogram histogram) {
        histogram.drain(new AtomicHistogram.Sink() {
            @Override
            public void bucket(int index, long count) {
                to.count += count;
                if (index == Integer.MIN_VALUE) {
                    to.zeros += count;
                } else if (index >= Buckets.DURATIONS.lowest() && index <= Buckets.DURATIONS.highest()) {
                    to.buckets[index - Buckets.DURATIONS.lowest()] += count;
                }
            }

            @Override
            public void totals(long sum, long min, long max) {
                to.nanos += sum;
                to.smallest = Math.min(to.smallest, min);
                to.greatest = Math.max(to.greatest, max);
            }
        });
    }

    void add(Tally other) {
        for (int i = other.sums.length - 1; i >= 0; i--) {
            of(i / OUTCOMES, i % OUTCOMES).add(other.sums[i]);
        }
        for (int i = 0; i < other.items.length; i++) {
            items[i] += other.items[i];
        }
    }

    long calls() {
        return Arrays.stream(sums).mapToLong(of -> of.count).sum();
    }

    long nanos() {
        return Arrays.stream(sums).mapToLong(of -> of.nanos).sum();
    }

    long items() {
        return Arrays.stream(items).sum();
    }

    long calls(Model model, int outcome) {
        return of(model.index(), outcome).count;
    }

    long calls(Model model) {
        long calls = 0;
        for (int outcome = 0; outcome < OUTCOMES; outcome++) {
            calls += calls(model, outcome);
        }
        return calls;
    }

    /** Everything of one model, comparable. */
    String text(Model model) {
        StringBuilder text = new StringBuilder();
        for (int outcome = 0; outcome < OUTCOMES; outcome++) {
            text.append(of(model.index(), outcome).text()).append('\n');
        }
        return text.append("items ").append(items[model.index()]).toString();
    }
}
