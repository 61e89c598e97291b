package io.inferometer.agent.spool;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was measured of one model, as a message. */
final class ModelCodec {

    private static final int LIBRARY = 1;
    private static final int NAME = 2;
    private static final int VERSION = 3;
    private static final int IN_FLIGHT = 4;
    private static final int OLDEST_IN_FLIGHT = 5;
    private static final int BATCH_SIZES = 6;
    private static final int INPUT_TOKENS = 7;
    private static final int OUTPUT_TOKENS = 8;
    private static final int LAST_CALL = 9;
    private static final int LOADS = 10;
    private static final int FAILED_LOADS = 11;
    private static final int LOAD_DURATIONS = 12;
    private static final int LOADED = 13;

    /** The first outcome's; the others follow. */
    private static final int DURATIONS = 16;

    private ModelCodec() {}

    static void writeId(MessageWriter out, ModelId id) {
        out.text(LIBRARY, id.library());
        out.text(NAME, id.name());
        out.text(VERSION, id.version());
    }

    static ModelId readId(Message in) throws DamagedException {
        return new ModelId(in.text(LIBRARY), in.text(NAME), in.text(VERSION));
    }

    static void write(MessageWriter out, ModelStats model) {
        writeId(out, model.id());
        for (Outcome outcome : Outcome.values()) {
            HistogramCodec.write(out, DURATIONS + outcome.ordinal(), model.duration(outcome), Unit.NANOSECONDS);
        }
        out.number(IN_FLIGHT, model.inFlight());
        out.number(OLDEST_IN_FLIGHT, model.oldestInFlightNanos());
        HistogramCodec.write(out, BATCH_SIZES, model.batchSizes(), Unit.ITEMS);
        out.number(INPUT_TOKENS, model.inputTokens());
        out.number(OUTPUT_TOKENS, model.outputTokens());
        out.number(LAST_CALL, model.lastInferenceMillis());
        out.number(LOADS, model.lifecycle().loads());
        out.number(FAILED_LOADS, model.lifecycle().failedLoads());
        HistogramCodec.write(out, LOAD_DURATIONS, model.lifecycle().loadDurations(), Unit.NANOSECONDS);
        out.number(LOADED, model.lifecycle().loaded());
    }

    static Optional<ModelStats> read(Message in) throws DamagedException {
        List<ExponentialHistogram> durations = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            durations.add(HistogramCodec.read(in, DURATIONS + outcome.ordinal(), Unit.NANOSECONDS));
        }
        return Optional.of(new ModelStats(
                readId(in),
                durations,
                in.number(IN_FLIGHT),
                in.number(OLDEST_IN_FLIGHT),
                HistogramCodec.read(in, BATCH_SIZES, Unit.ITEMS),
                in.number(INPUT_TOKENS),
                in.number(OUTPUT_TOKENS),
                in.number(LAST_CALL),
                new ModelStats.Lifecycle(
                        in.number(LOADS),
                        in.number(FAILED_LOADS),
                        HistogramCodec.read(in, LOAD_DURATIONS, Unit.NANOSECONDS),
                        in.number(LOADED))));
    }
}
