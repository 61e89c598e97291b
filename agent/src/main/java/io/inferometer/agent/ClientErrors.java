package io.inferometer.agent;

import io.inferometer.agent.record.Outcomes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** Sorts exceptions by the option {@code client-errors}: a class listed there, or a subclass of one, is the caller's fault. */
final class ClientErrors implements Outcomes {

    private static final int CLIENT_ERROR = 1;
    private static final int SERVER_ERROR = 2;
    private static final int CANCELLED = 3;

    private final Set<String> classNames;

    ClientErrors(List<String> classNames) {
        this.classNames = Set.copyOf(classNames);
    }

    @Override
    public int of(Throwable failure) {
        for (Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
            if (classNames.contains(type.getName())) {
                return CLIENT_ERROR;
            }
        }
        return failure instanceof CancellationException ? CANCELLED : SERVER_ERROR;
    }
}
