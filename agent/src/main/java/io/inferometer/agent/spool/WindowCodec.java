package io.inferometer.agent.spool;

import io.inferometer.exporter.api.AsyncStats;
import io.inferometer.exporter.api.Window;
import java.util.Optional;

/**
 * A window as bytes: a {@link Message} of sections. What a later version adds, a section or a field in one, is skipped by this one; a tag
 * never gets another meaning, and constants of an enum keep their places.
 */
final class WindowCodec {

    private static final int IDENTITY = 1;
    private static final int RESOURCE = 2;
    private static final int MODELS = 3;
    private static final int DEPLOYMENTS = 4;
    private static final int CUSTOM_METRICS = 5;
    private static final int HOST = 6;
    private static final int AGENT = 7;
    private static final int ASYNC = 8;
    private static final int REQUEST_LINES = 9;
    private static final int HOST_ROWS = 10;

    private static final int NUMBER = 1;
    private static final int START = 2;
    private static final int LENGTH = 3;
    private static final int STEP = 4;

    /** Of what a section has many of. */
    private static final int EACH = 1;

    private WindowCodec() {}

    static byte[] encode(Window window) {
        MessageWriter out = new MessageWriter();
        out.message(IDENTITY, window, WindowCodec::writeIdentity);
        out.message(RESOURCE, window.resource(), ResourceCodec::write);
        out.message(MODELS, window.models(), ModelCodec::write);
        out.message(
                DEPLOYMENTS,
                window.deployments(),
                (section, all) -> section.messages(EACH, all, DeploymentCodec::write));
        out.message(
                CUSTOM_METRICS,
                window.customMetrics(),
                (section, all) -> section.messages(EACH, all, CustomMetricCodec::write));
        out.message(HOST, window.host(), HostCodec::write);
        out.message(AGENT, window.agent(), AgentCodec::write);
        window.async().ifPresent(stats -> out.message(ASYNC, stats, AsyncCodec::write));
        if (!window.requestLines().isEmpty()) {
            out.message(
                    REQUEST_LINES,
                    window.requestLines(),
                    (section, all) -> section.messages(EACH, all, RequestLineCodec::write));
        }
        if (!window.hostRows().isEmpty()) {
            out.message(
                    HOST_ROWS, window.hostRows(), (section, all) -> section.messages(EACH, all, HostRowCodec::write));
        }
        return out.toBytes();
    }

    private static void writeIdentity(MessageWriter out, Window window) {
        out.number(NUMBER, window.number());
        out.number(START, window.startMillis());
        out.number(LENGTH, window.endMillis() - window.startMillis());
        out.number(STEP, window.step());
    }

    /** @throws DamagedException whatever is wrong with the bytes */
    static Window decode(byte[] bytes) throws DamagedException {
        try {
            return decode(new Message(new ByteReader(bytes, 0, bytes.length)));
        } catch (IllegalArgumentException impossible) {
            throw new DamagedException(impossible.getMessage());
        }
    }

    private static Optional<AsyncStats> async(Message in) throws DamagedException {
        Optional<ByteReader> section = in.content(ASYNC);
        return section.isPresent() ? Optional.of(AsyncCodec.read(new Message(section.get()))) : Optional.empty();
    }

    private static Window decode(Message in) throws DamagedException {
        Message identity = in.message(IDENTITY);
        long start = identity.number(START);
        return Window.of(
                        ResourceCodec.read(in.message(RESOURCE)),
                        identity.number(NUMBER),
                        start,
                        start + identity.number(LENGTH))
                .models(ModelCodec.read(in.message(MODELS)))
                .deployments(in.message(DEPLOYMENTS).messages(EACH, DeploymentCodec::read))
                .customMetrics(in.message(CUSTOM_METRICS).messages(EACH, CustomMetricCodec::read))
                .async(async(in))
                .requestLines(in.message(REQUEST_LINES).messages(EACH, RequestLineCodec::read))
                .host(HostCodec.read(in.message(HOST)))
                .hostRows(in.message(HOST_ROWS).messages(EACH, HostRowCodec::read))
                .agent(AgentCodec.read(in.message(AGENT)))
                .step(identity.number(STEP))
                .build();
    }
}
