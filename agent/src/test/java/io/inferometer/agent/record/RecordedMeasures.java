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
        MeasureValues values = new MeasureValues();
        measured.forEach((measure, value) -> recorder.values().put(values, measure, value));
        recorder.record(Thread.currentThread(), model, outcome.ordinal(), nanos, values);
    }
}
