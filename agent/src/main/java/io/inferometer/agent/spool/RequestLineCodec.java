package io.inferometer.agent.spool;

import io.inferometer.exporter.api.RequestLine;
import java.util.Optional;

/** A line of a queued request as a message. */
final class RequestLineCodec {

    private static final int TIME = 1;
    private static final int ID = 2;
    private static final int TEXT = 3;

    private RequestLineCodec() {}

    static void write(MessageWriter out, RequestLine line) {
        out.number(TIME, line.atMillis());
        out.text(ID, line.id());
        out.text(TEXT, line.text());
    }

    static Optional<RequestLine> read(Message in) throws DamagedException {
        return Optional.of(new RequestLine(in.number(TIME), in.text(ID), in.text(TEXT)));
    }
}
