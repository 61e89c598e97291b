package io.inferometer.agent.spool;

import io.inferometer.exporter.api.HostFigure;
import io.inferometer.exporter.api.HostRow;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** A look at the machine as a message: its values stand in the order of their figures. */
final class HostRowCodec {

    private static final int TIME = 1;
    private static final int VALUES = 2;

    private HostRowCodec() {}

    static void write(MessageWriter out, HostRow row) {
        out.number(TIME, row.atMillis());
        out.content(VALUES, values -> {
            for (HostFigure figure : HostFigure.values()) {
                values.real(row.value(figure));
            }
        });
    }

    static Optional<HostRow> read(Message in) throws DamagedException {
        ByteReader values = in.column(VALUES);
        Map<HostFigure, Double> figures = new EnumMap<>(HostFigure.class);
        for (HostFigure figure : HostFigure.values()) {
            if (values.remaining() > 0) {
                figures.put(figure, values.real());
            }
        }
        return Optional.of(new HostRow(in.number(TIME), figures));
    }
}
