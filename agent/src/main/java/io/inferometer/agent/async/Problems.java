package io.inferometer.agent.async;

import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.metric.SampleMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** What stages told that could not be taken as it was, counted by kind. Thread-safe. */
final class Problems {

    /** Kinds of bad ids. The label {@code problem} has their names. */
    enum BadId {
        /** There is none, or it is null. */
        MISSING("has no id"),
        EMPTY("has an empty id"),
        /** It is shortened. */
        TOO_LONG("has an id of more than " + Ids.MAX_LENGTH + " characters, which is shortened"),
        /** A request that is queued or processed has it. */
        DUPLICATE("has the id of another request that is queued or processed"),
        /** A request that ended a moment ago had it. */
        REUSED("has the id of a request that ended a moment ago, and counts as another request"),
        /** It could not be read. */
        UNREADABLE("has an id that cannot be read");

        private final String text;

        BadId(String text) {
            this.text = text;
        }
    }

    private final AtomicLong[] badIds = new AtomicLong[BadId.values().length];
    final AtomicLong unmatched = new AtomicLong();
    final AtomicLong late = new AtomicLong();
    final AtomicLong onlyCounted = new AtomicLong();
    final AtomicLong lost = new AtomicLong();

    Problems() {
        for (int i = 0; i < badIds.length; i++) {
            badIds[i] = new AtomicLong();
        }
    }

    void badId(BadId kind) {
        badIds[kind.ordinal()].incrementAndGet();
    }

    long count(BadId kind) {
        return badIds[kind.ordinal()].get();
    }

    List<MetricSample> samples() {
        List<MetricSample> samples = new ArrayList<>();
        for (BadId kind : BadId.values()) {
            samples.add(SampleMetric.ASYNC_BAD_IDS.sample(
                    (double) count(kind), kind.name().toLowerCase(Locale.ROOT)));
        }
        samples.add(SampleMetric.ASYNC_UNMATCHED.sample((double) unmatched.get()));
        samples.add(SampleMetric.ASYNC_LATE.sample((double) late.get()));
        samples.add(SampleMetric.ASYNC_ONLY_COUNTED.sample((double) onlyCounted.get()));
        samples.add(SampleMetric.ASYNC_LOST_STAGES.sample((double) lost.get()));
        return samples;
    }

    /** A line for each kind of which there was one. */
    List<String> complaints() {
        List<String> lines = new ArrayList<>();
        for (BadId kind : BadId.values()) {
            if (count(kind) > 0) {
                lines.add("a stage of a queued request " + kind.text
                        + "; @InferenceId or @id= must name what identifies the request. Such stages are counted in"
                        + " inferometer_async_bad_ids_total{problem=\""
                        + kind.name().toLowerCase(Locale.ROOT) + "\"}");
            }
        }
        if (unmatched.get() > 0) {
            lines.add(
                    "a stage belongs to no request that was accepted, or comes out of order, and is ignored: outside a PROCESS on"
                            + " its thread it must name the id that its ACCEPT had. Such stages are counted in"
                            + " inferometer_async_unmatched_total");
        }
        if (late.get() > 0) {
            lines.add(
                    "a stage came after its request had expired or timed out, and is ignored; async.ttl and"
                            + " async.processing-timeout may be too short. Such stages are counted in inferometer_async_late_total");
        }
        if (onlyCounted.get() > 0) {
            lines.add(
                    "more requests wait than async.max-tracked: further ones are counted exactly, but without their times;"
                            + " raise async.max-tracked. They are counted in inferometer_async_only_counted_total");
        }
        if (lost.get() > 0) {
            lines.add("stages of queued requests began faster than they could be taken, and are ignored; raise"
                    + " async.max-tracked. They are counted in inferometer_async_lost_stages_total");
        }
        return lines;
    }
}
