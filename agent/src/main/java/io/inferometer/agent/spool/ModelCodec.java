package io.inferometer.agent.spool;

import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What was measured of models, as a section. Each figure is a column with one value for each model: like stands by like and packs well. */
final class ModelCodec {

    private static final int LIBRARY = 1;
    private static final int NAME = 2;
    private static final int VERSION = 3;
    private static final int IN_FLIGHT = 4;
    private static final int OLDEST_IN_FLIGHT = 5;
    private static final int LAST_CALL = 6;
    private static final int LOADS = 7;
    private static final int FAILED_LOADS = 8;
    private static final int LOAD_DURATIONS = 9;
    private static final int LOADED = 10;
    private static final int BENEATH = 11;

    /** The first outcome's; the others follow. */
    private static final int DURATIONS = 16;

    /** The first measure's; the others follow. */
    private static final int DISTRIBUTIONS = 32;

    private static final List<Measure> MEASURES = Arrays.stream(Measure.values())
            .filter(measure -> measure.isNumber() && measure != Measure.DURATION)
            .toList();

    private ModelCodec() {}

    static void write(MessageWriter out, List<ModelStats> models) {
        out.texts(LIBRARY, models, model -> model.id().library());
        out.texts(NAME, models, model -> model.id().name());
        out.texts(VERSION, models, model -> model.id().version());
        for (Outcome outcome : Outcome.values()) {
            int tag = DURATIONS + outcome.ordinal();
            HistogramCodec.write(out, tag, models, model -> model.duration(outcome), Unit.NANOSECONDS);
        }
        out.numbers(IN_FLIGHT, models, ModelStats::inFlight);
        out.numbers(OLDEST_IN_FLIGHT, models, ModelStats::oldestInFlightNanos);
        for (Measure measure : MEASURES) {
            int tag = DISTRIBUTIONS + measure.ordinal();
            HistogramCodec.write(out, tag, models, model -> model.distribution(measure), measure.unit());
        }
        out.numbers(LAST_CALL, models, ModelStats::lastInferenceMillis);
        out.numbers(LOADS, models, model -> model.lifecycle().loads());
        out.numbers(FAILED_LOADS, models, model -> model.lifecycle().failedLoads());
        HistogramCodec.write(
                out, LOAD_DURATIONS, models, model -> model.lifecycle().loadDurations(), Unit.NANOSECONDS);
        out.numbers(LOADED, models, model -> model.lifecycle().loaded());
        out.texts(BENEATH, models, ModelStats::beneath);
    }

    static List<ModelStats> read(Message in) throws DamagedException {
        ByteReader libraries = in.column(LIBRARY);
        ByteReader names = in.column(NAME);
        ByteReader versions = in.column(VERSION);
        List<ByteReader> durations = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            durations.add(in.column(DURATIONS + outcome.ordinal()));
        }
        List<ByteReader> distributions = new ArrayList<>();
        for (Measure measure : MEASURES) {
            distributions.add(in.column(DISTRIBUTIONS + measure.ordinal()));
        }
        ByteReader inFlight = in.column(IN_FLIGHT);
        ByteReader oldest = in.column(OLDEST_IN_FLIGHT);
        ByteReader lastCalls = in.column(LAST_CALL);
        ByteReader loads = in.column(LOADS);
        ByteReader failedLoads = in.column(FAILED_LOADS);
        ByteReader loadDurations = in.column(LOAD_DURATIONS);
        ByteReader loaded = in.column(LOADED);
        ByteReader beneath = in.column(BENEATH);
        List<ModelStats> models = new ArrayList<>();
        while (names.remaining() > 0) {
            names.take(Message.THING);
            ModelStats.Builder model =
                    ModelStats.of(new ModelId(libraries.nextText(), names.text(), versions.nextText()));
            for (Outcome outcome : Outcome.values()) {
                model.duration(outcome, HistogramCodec.next(durations.get(outcome.ordinal()), Unit.NANOSECONDS));
            }
            for (int i = 0; i < distributions.size(); i++) {
                Measure measure = MEASURES.get(i);
                model.distribution(measure, HistogramCodec.next(distributions.get(i), measure.unit()));
            }
            models.add(model.inFlight(inFlight.nextSigned(), oldest.nextSigned())
                    .lastInference(lastCalls.nextSigned())
                    .lifecycle(new ModelStats.Lifecycle(
                            loads.nextSigned(),
                            failedLoads.nextSigned(),
                            HistogramCodec.next(loadDurations, Unit.NANOSECONDS),
                            loaded.nextSigned()))
                    .beneath(beneath.nextText())
                    .build());
        }
        return models;
    }
}
