package io.inferometer.agent.record;

import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.Outcome;
import java.util.Arrays;

/** Adds calls up by model and outcome: how many, how long, in which buckets, and what else is known of them. One thread only. */
final class Tally implements CallSink {

    private static final int OUTCOMES = Outcome.count();

    private static final class Sums {
        private final Buckets of;
        private final long[] buckets;
        private long count;
        private long zeros;
        private long nanos;
        private long smallest = Long.MAX_VALUE;
        private long greatest;

        private Sums(Buckets of) {
            this.of = of;
            this.buckets = new long[of.count()];
        }

        private void add(long value) {
            count++;
            nanos += value;
            smallest = Math.min(smallest, value);
            greatest = Math.max(greatest, value);
            if (value == 0) {
                zeros++;
            } else {
                buckets[of.index(value) - of.lowest()]++;
            }
        }

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
    private Sums[][] measures = {};

    private Sums of(int model, int outcome) {
        int index = model * OUTCOMES + outcome;
        if (index >= sums.length) {
            int from = sums.length;
            sums = Arrays.copyOf(sums, (model + 1) * OUTCOMES);
            for (int i = from; i < sums.length; i++) {
                sums[i] = new Sums(Buckets.DURATIONS);
            }
            measures = Arrays.copyOf(measures, model + 1);
        }
        return sums[index];
    }

    /** Of a measure beside the duration. */
    private Sums values(int model, int measure) {
        of(model, 0);
        if (measures[model] == null) {
            measures[model] = new Sums[Measure.count()];
        }
        if (measures[model][measure] == null) {
            measures[model][measure] = new Sums(Buckets.of(Measure.of(measure).orElseThrow()));
        }
        return measures[model][measure];
    }

    @Override
    public void call(int model, int outcome, long durationNanos, long itemCount) {
        of(model, outcome).add(durationNanos);
        if (itemCount > 0) {
            values(model, MeasureValues.ITEMS).add(itemCount);
        }
    }

    @Override
    public void call(int model, int outcome, long durationNanos, MeasureValues values) {
        of(model, outcome).add(durationNanos);
        add(model, values);
    }

    @Override
    public void sample(int model, long durationNanos, MeasureValues values, long sampler, long calls) {
        add(model, values);
    }

    void add(int model, MeasureValues values) {
        for (int m = values.next(0); m >= 0; m = values.next(m + 1)) {
            values(model, m).add(values.get(m));
        }
    }

    /** Adds everything that was folded since the last time. */
    void addFolded(Recorder recorder) {
        for (int i = 0; i < recorder.modelCount(); i++) {
            FoldedCalls folded = recorder.model(i).folded();
            if (folded != null) {
                for (int outcome = 0; outcome < OUTCOMES; outcome++) {
                    add(of(i, outcome), folded.durations(outcome));
                }
                for (int m = 0; m < Measure.count(); m++) {
                    if (folded.measure(m) != null) {
                        add(values(i, m), folded.measure(m));
                    }
                }
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
                } else {
                    to.buckets[index - to.of.lowest()] += count;
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
        for (int i = 0; i < other.measures.length; i++) {
            for (int m = 0; other.measures[i] != null && m < Measure.count(); m++) {
                if (other.measures[i][m] != null) {
                    values(i, m).add(other.measures[i][m]);
                }
            }
        }
    }

    long calls() {
        return Arrays.stream(sums).mapToLong(of -> of.count).sum();
    }

    long nanos() {
        return Arrays.stream(sums).mapToLong(of -> of.nanos).sum();
    }

    long items() {
        return Arrays.stream(measures)
                .filter(of -> of != null && of[MeasureValues.ITEMS] != null)
                .mapToLong(of -> of[MeasureValues.ITEMS].nanos)
                .sum();
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
        for (int m = 0; measures[model.index()] != null && m < Measure.count(); m++) {
            Sums of = measures[model.index()][m];
            text.append(m).append(' ').append(of == null ? "" : of.text()).append('\n');
        }
        return text.toString();
    }
}
