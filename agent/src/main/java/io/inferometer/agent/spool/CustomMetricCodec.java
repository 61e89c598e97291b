package io.inferometer.agent.spool;

import io.inferometer.exporter.api.CustomMetric;
import java.util.Optional;

/** A custom metric as a message. */
final class CustomMetricCodec {

    private static final int NAME = 1;
    private static final int VALUE = 2;
    private static final int STEP = 3;
    private static final int TIME = 4;

    private CustomMetricCodec() {}

    static void write(MessageWriter out, CustomMetric metric) {
        out.text(NAME, metric.name());
        out.content(VALUE, content -> content.real(metric.value()));
        out.number(STEP, metric.step());
        out.number(TIME, metric.atMillis());
    }

    static Optional<CustomMetric> read(Message in) throws DamagedException {
        Optional<ByteReader> value = in.content(VALUE);
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(new CustomMetric(in.text(NAME), value.get().real(), in.number(STEP), in.number(TIME)));
    }
}
