package io.inferometer.agent.record;

import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.Outcome;
import java.util.Map;

/** Records calls of which more is known, as a library's site does. */
public final class RecordedMeasures {

    private RecordedMeasures() {}

    /** One call of the current thread. */
    public static void record(
            Recorder recorder, Model model, Outcome outcome, long nanos, Map<Measure, Long> measured) {
        recorder.record(Thread.currentThread(), model, outcome.ordinal(), nanos, values(measured));
    }

    /** One call of the current thread of which no more is known than its items, or 0. */
    public static void record(Recorder recorder, Model model, Outcome outcome, long nanos, long items) {
        recorder.record(Thread.currentThread(), model, outcome.ordinal(), nanos, items);
    }

    public static MeasureValues values(Map<Measure, Long> measured) {
        MeasureValues values = new MeasureValues();
        EventValues checked = new EventValues();
        measured.forEach((measure, value) -> checked.put(values, measure, value));
        return values;
    }
}
