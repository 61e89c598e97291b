package io.inferometer.agent;

import io.inferometer.agent.record.Outcomes;
import io.inferometer.exporter.api.Outcome;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** Sorts exceptions by the option {@code client-errors}: a class listed there, or a subclass of one, is the caller's fault. */
final class ClientErrors implements Outcomes {

    private final Set<String> classNames;

    ClientErrors(List<String> classNames) {
        this.classNames = Set.copyOf(classNames);
    }

    @Override
    public Outcome of(Throwable failure) {
        for (Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
            if (classNames.contains(type.getName())) {
                return Outcome.CLIENT_ERROR;
            }
        }
        return failure instanceof CancellationException ? Outcome.CANCELLED : Outcome.SERVER_ERROR;
    }
}
