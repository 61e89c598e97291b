package io.inferometer.agent.aggregate;

import io.inferometer.agent.model.LoadEvent;
import io.inferometer.agent.record.FoldedCalls;
import io.inferometer.agent.record.MeasureValues;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import java.util.Optional;

/** One model's distributions: the slice being filled, and what slices have become. One thread only. */
final class ModelSeries {

    private static final int SUCCESS = Outcome.SUCCESS.ordinal();

    private final int model;
    private final ModelId id;
    private final LastMinute minute = new LastMinute();
    private Slice slice = new Slice();
    private PackedSlice window = PackedSlice.EMPTY;
    private PackedSlice total = PackedSlice.EMPTY;
    private boolean inWindow;
    private long lastInferenceMillis;
    private long loaded;
    private long inFlight;
    private long oldestNanos;
    private ModelStats latestTotals;

    /** @param model the model's number */
    ModelSeries(int model, ModelId id) {
        this.model = model;
        this.id = id;
    }

    /** The model's number. */
    int model() {
        return model;
    }

    void call(int outcome, long nanos, long items, long atMillis) {
        prepareItems(items);
        slice.part(outcome).add(nanos);
        addItems(items);
        lastInferenceMillis = atMillis;
    }

    /**
     * A call of which no more is known.
     *
     * @return the distribution of durations with this outcome, until the slice ends
     */
    HistogramBuilder firstCall(int outcome, int nanos, long atMillis) {
        HistogramBuilder durations = slice.part(outcome);
        durations.add(nanos);
        lastInferenceMillis = atMillis;
        return durations;
    }

    /** A call of which more is known. */
    void call(int outcome, long nanos, MeasureValues values, long atMillis) {
        prepare(values);
        slice.part(outcome).add(nanos);
        add(values);
        lastInferenceMillis = atMillis;
    }

    /** As {@link io.inferometer.agent.record.CallSink#calls} has it. */
    void calls(int outcome, int[] nanos, int from, int to, long atMillis) {
        slice.part(outcome).add(nanos, from, to);
        lastInferenceMillis = atMillis;
    }

    /** Successful calls, at least one, all taken to have lasted the same. */
    void successes(long nanos, long calls, long atMillis) {
        slice.part(SUCCESS).add(nanos, calls);
        lastInferenceMillis = atMillis;
    }

    /** The same, with what else is known of one of them. */
    void successes(long nanos, long calls, MeasureValues values, long atMillis) {
        prepare(values);
        successes(nanos, calls, atMillis);
        add(values);
    }

    /** What is known of a call that is counted already. */
    void values(MeasureValues values) {
        prepare(values);
        add(values);
    }

    private void prepare(MeasureValues values) {
        for (int m = values.next(0); m >= 0; m = values.next(m + 1)) {
            slice.part(Slice.partOf(m)).prepare(values.get(m));
        }
    }

    private void add(MeasureValues values) {
        for (int m = values.next(0); m >= 0; m = values.next(m + 1)) {
            slice.part(Slice.partOf(m)).add(values.get(m));
        }
    }

    /** First, so that a call whose duration was added has its items added, too. */
    private void prepareItems(long items) {
        if (items > 0) {
            slice.part(Slice.ITEMS).prepare(items);
        }
    }

    private void addItems(long items) {
        if (items > 0) {
            slice.part(Slice.ITEMS).add(items);
        }
    }

    void drain(FoldedCalls calls, long atMillis) {
        if (slice.drain(calls) > 0) {
            lastInferenceMillis = atMillis;
        }
    }

    void load(LoadEvent event) {
        switch (event.kind()) {
            case LOADED -> {
                slice.part(Slice.LOADS).add(event.nanos());
                loaded++;
            }
            case FAILED -> slice.part(Slice.FAILED_LOADS).add(event.nanos());
            case CLOSED -> loaded = Math.max(0, loaded - 1);
            case CLOSE_FAILED -> {}
        }
        inWindow = true;
    }

    void clearInFlight() {
        inFlight = 0;
        oldestNanos = 0;
    }

    void addInFlight(long count, long oldest) {
        inFlight += count;
        oldestNanos = Math.max(oldestNanos, oldest);
    }

    /** Ends the slice: it becomes part of the window, the total and the last minute. */
    void endSlice(long nowNanos) {
        long slot = Math.floorDiv(nowNanos, LastMinute.SLOT_NANOS);
        minute.forgetUntil(slot);
        if (slice.isEmpty()) {
            return;
        }
        PackedSlice ended = slice.packed();
        Slice next = new Slice();
        PackedSlice windowThen = window.plus(ended);
        PackedSlice totalThen = total.plus(ended);
        minute.add(slot, ended);
        // Nothing from here on needs memory: the slice ends everywhere or nowhere.
        slice = next;
        window = windowThen;
        total = totalThen;
        inWindow = true;
    }

    /** Starts percentiles anew; counters go on. */
    void resetRecent(long nowNanos) {
        endSlice(nowNanos);
        minute.clear();
    }

    /** What happened since the last window was cut; empty when nothing did and nothing is in flight. */
    Optional<ModelStats> window(long nowNanos) {
        endSlice(nowNanos);
        return inWindow || inFlight > 0 ? Optional.of(stats(window)) : Optional.empty();
    }

    /** Begins another window. Needs no memory. */
    void beginWindow() {
        window = PackedSlice.EMPTY;
        inWindow = false;
    }

    /** Everything since the start. */
    ModelStats total() {
        return stats(total.plus(slice.packed()));
    }

    /** The last minute, to a step's length. */
    ModelStats lastMinute() {
        return stats(minute.sum().plus(slice.packed()));
    }

    /** How long all calls together lasted that have ended since the start. */
    double finishedNanos() {
        double sum = 0;
        for (int outcome = 0; outcome < Slice.OUTCOMES; outcome++) {
            sum += (double) total.part(outcome).sum() + slice.sum(outcome);
        }
        return sum;
    }

    ModelId id() {
        return id;
    }

    long inFlight() {
        return inFlight;
    }

    long oldestNanos() {
        return oldestNanos;
    }

    long lastInferenceMillis() {
        return lastInferenceMillis;
    }

    long loaded() {
        return loaded;
    }

    /** What {@link #setLatestTotals} was given; null before. */
    ModelStats latestTotals() {
        return latestTotals;
    }

    void setLatestTotals(ModelStats totals) {
        latestTotals = totals;
    }

    /**
     * Reads a word of each thing that durations are made from. Read for many models in a row, without using the words, they are fetched from memory
     * at the same time; totals that wait for them model by model take two thirds longer.
     *
     * @param histograms whether of the histograms; else of what leads to them, which comes first
     * @param lastMinute whether also of the last minute, not only of the total
     * @return anything, so that the JIT compiler keeps the reads
     */
    long reach(boolean histograms, boolean lastMinute) {
        long read = slice.reach(histograms) + total.reach(histograms);
        return lastMinute ? read + minute.reach(histograms) : read;
    }

    /** Whether there was nothing of a part since the start, and so in the last minute. */
    boolean isEmpty(int part) {
        return total.part(part).isEmpty() && slice.isEmpty(part);
    }

    /** Adds a part of everything since the start. */
    void addTotalTo(int part, Gathered sum) {
        addEndedTo(part, sum);
        addNewestTo(part, sum);
    }

    /** Adds a part of the last minute, to a step's length. */
    void addRecentTo(int part, Gathered sum) {
        minute.addTo(part, sum);
        addNewestTo(part, sum);
    }

    /** Adds a part of the slice being filled. */
    void addNewestTo(int part, Gathered sum) {
        slice.addTo(part, sum);
    }

    /** Adds a part of everything but the slice being filled. */
    void addEndedTo(int part, Gathered sum) {
        sum.add(total.part(part));
    }

    /** Adds durations by outcome, of the last minute but for the slice being filled. */
    void addMinuteTo(Gathered[] byOutcome) {
        minute.addTo(byOutcome);
    }

    private ModelStats stats(PackedSlice of) {
        return of.toStats(id, inFlight, oldestNanos, lastInferenceMillis, loaded);
    }
}
