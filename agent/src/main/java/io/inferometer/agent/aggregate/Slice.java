package io.inferometer.agent.aggregate;

import io.inferometer.agent.model.LoadEvent;
import io.inferometer.agent.record.AtomicHistogram;
import io.inferometer.agent.record.FoldedCalls;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import java.util.ArrayList;
import java.util.List;

/** What happened to one model in the last few seconds. One thread only. */
final class Slice {

    private final HistogramBuilder[] durations = new HistogramBuilder[Outcome.values().length];
    private final AtomicHistogram.Reading[] folded = new AtomicHistogram.Reading[durations.length];
    private final HistogramBuilder items = HistogramBuilder.ofItems();
    private final HistogramBuilder loadDurations = HistogramBuilder.ofDurations();
    private AtomicHistogram.Reading foldedItems;
    private long lastInferenceMillis;
    private long loads;
    private long failedLoads;
    private long loaded;
    private boolean empty = true;

    Slice() {
        for (int i = 0; i < durations.length; i++) {
            durations[i] = HistogramBuilder.ofDurations();
        }
    }

    void call(int outcome, long nanos, long itemCount, long atMillis) {
        durations[outcome].add(nanos);
        if (itemCount > 0) {
            items.add(itemCount);
        }
        lastInferenceMillis = atMillis;
        empty = false;
    }

    /** Successful calls, all taken to have lasted the same. */
    void successes(long nanos, long calls, long atMillis) {
        durations[0].add(nanos, calls);
        lastInferenceMillis = atMillis;
        empty = false;
    }

    void items(long itemCount) {
        items.add(itemCount);
    }

    /** Takes what was folded since the last time. */
    void drain(FoldedCalls calls, long atMillis) {
        long added = 0;
        for (int i = 0; i < durations.length; i++) {
            AtomicHistogram source = calls.durations(i);
            if (folded[i] == null) {
                folded[i] = source.newReading();
            }
            added += source.drain(folded[i], durations[i]);
        }
        if (foldedItems == null) {
            foldedItems = calls.items().newReading();
        }
        added += calls.items().drain(foldedItems, items);
        if (added > 0) {
            lastInferenceMillis = atMillis;
            empty = false;
        }
    }

    void load(LoadEvent event) {
        empty = false;
        switch (event.kind()) {
            case LOADED -> {
                loads++;
                loaded++;
                loadDurations.add(event.nanos());
            }
            case FAILED -> {
                failedLoads++;
                loadDurations.add(event.nanos());
            }
            case CLOSED -> loaded = Math.max(0, loaded - 1);
            case CLOSE_FAILED -> {}
        }
    }

    boolean isEmpty() {
        return empty;
    }

    ModelStats build(ModelId id, long inFlight, long oldestNanos) {
        List<ExponentialHistogram> byOutcome = new ArrayList<>(durations.length);
        for (HistogramBuilder duration : durations) {
            byOutcome.add(duration.build());
        }
        return new ModelStats(
                id,
                byOutcome,
                inFlight,
                oldestNanos,
                items.build(),
                0,
                0,
                lastInferenceMillis,
                new ModelStats.Lifecycle(loads, failedLoads, loadDurations.build(), loaded));
    }

    /** Everything but how many instances are loaded, which is no difference, and when it was last called. */
    void clear() {
        for (HistogramBuilder duration : durations) {
            duration.clear();
        }
        items.clear();
        loadDurations.clear();
        loads = 0;
        failedLoads = 0;
        empty = true;
    }
}
