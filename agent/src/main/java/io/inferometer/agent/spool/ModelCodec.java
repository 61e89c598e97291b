package io.inferometer.agent.spool;

import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import java.util.ArrayList;
import java.util.List;

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
        model.durations().forEach(durations -> HistogramCodec.write(out, durations));
        out.signed(model.inFlight());
        out.signed(model.oldestInFlightNanos());
        HistogramCodec.write(out, model.batchSizes());
        out.signed(model.inputTokens());
        out.signed(model.outputTokens());
        out.signed(model.lastInferenceMillis());
        out.signed(model.lifecycle().loads());
        out.signed(model.lifecycle().failedLoads());
        HistogramCodec.write(out, model.lifecycle().loadDurations());
        out.signed(model.lifecycle().loaded());
    }

    static ModelStats read(ByteReader in) throws DamagedException {
        ModelId id = readId(in);
        List<ExponentialHistogram> durations = new ArrayList<>();
        for (int i = 0; i < Outcome.values().length; i++) {
            durations.add(HistogramCodec.read(in));
        }
        return new ModelStats(
                id,
                durations,
                in.signed(),
                in.signed(),
                HistogramCodec.read(in),
                in.signed(),
                in.signed(),
                in.signed(),
                new ModelStats.Lifecycle(in.signed(), in.signed(), HistogramCodec.read(in), in.signed()));
    }
}
