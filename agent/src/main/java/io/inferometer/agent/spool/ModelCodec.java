package io.inferometer.agent.spool;

import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;

/** What was measured of one model, as bytes: its components in their order. */
final class ModelCodec {

    private ModelCodec() {}

    static void writeId(ByteWriter out, ModelId id) {
        out.text(id.library());
        out.text(id.name());
        out.text(id.version());
    }

    static ModelId readId(ByteReader in) throws DamagedException {
        return new ModelId(in.text(), in.text(), in.text());
    }

    static void write(ByteWriter out, ModelStats model) {
        writeId(out, model.id());
        for (Outcome outcome : Outcome.values()) {
            HistogramCodec.write(out, model.duration(outcome));
        }
        out.signed(model.inFlight());
        out.signed(model.oldestInFlightNanos());
        HistogramCodec.write(out, model.distribution(Measure.ITEMS));
        out.signed(0);
        out.signed(0);
        out.signed(model.lastInferenceMillis());
        out.signed(model.lifecycle().loads());
        out.signed(model.lifecycle().failedLoads());
        HistogramCodec.write(out, model.lifecycle().loadDurations());
        out.signed(model.lifecycle().loaded());
    }

    static ModelStats read(ByteReader in) throws DamagedException {
        ModelId id = readId(in);
        ModelStats.Builder model = ModelStats.of(id);
        for (Outcome outcome : Outcome.values()) {
            model.duration(outcome, HistogramCodec.read(in));
        }
        model.inFlight(in.signed(), in.signed()).distribution(Measure.ITEMS, HistogramCodec.read(in));
        // Tokens, which this version never counted.
        in.signed();
        in.signed();
        return model.lastInference(in.signed())
                .lifecycle(new ModelStats.Lifecycle(in.signed(), in.signed(), HistogramCodec.read(in), in.signed()))
                .build();
    }
}
