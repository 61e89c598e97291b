package io.inferometer.agent.spool;

import io.inferometer.exporter.api.Deployment;
import io.inferometer.exporter.api.ModelId;
import java.util.Optional;

/** A load or an unload as a message. */
final class DeploymentCodec {

    private static final int LIBRARY = 1;
    private static final int NAME = 2;
    private static final int VERSION = 3;
    private static final int KIND = 4;
    private static final int FAILURE = 5;
    private static final int START = 6;
    private static final int DURATION = 7;

    private DeploymentCodec() {}

    static void write(MessageWriter out, Deployment deployment) {
        out.text(LIBRARY, deployment.model().library());
        out.text(NAME, deployment.model().name());
        out.text(VERSION, deployment.model().version());
        out.number(KIND, deployment.kind().ordinal());
        out.text(FAILURE, deployment.failure());
        out.number(START, deployment.startMillis());
        out.number(DURATION, deployment.endMillis() - deployment.startMillis());
    }

    static Optional<Deployment> read(Message in) throws DamagedException {
        long kind = in.number(KIND);
        if (kind < 0 || kind >= Deployment.Kind.values().length) {
            return Optional.empty();
        }
        long start = in.number(START);
        return Optional.of(new Deployment(
                new ModelId(in.text(LIBRARY), in.text(NAME), in.text(VERSION)),
                Deployment.Kind.values()[(int) kind],
                in.text(FAILURE),
                start,
                start + in.number(DURATION)));
    }
}
