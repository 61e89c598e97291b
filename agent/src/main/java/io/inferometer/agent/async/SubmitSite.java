package io.inferometer.agent.async;

import io.inferometer.agent.record.Site;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.record.Switch;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/**
 * The calls of an executor that accept a request: ACCEPT is the call, PROCESS the run of its task. A lambda, which implements {@link
 * Runnable} or {@link Callable} and nothing else, is replaced by a {@link SubmittedTask}; any other task is submitted as it is, and
 * its class instrumented before the first one is.
 */
public final class SubmitSite implements Site {

    /** What becomes of tasks of a class. */
    private enum Kind {
        LAMBDA,
        INSTRUMENTED,
        NOT_MEASURED
    }

    private record Call(Object accept, Identity id, Object task, Object given) {}

    private final StageSite accept;
    private final StageSite process;
    private final StageEvents events;
    private final SiteErrors errors;
    private final Switch measuring;
    private final ClassValue<Kind> kinds;

    /** @param classes has the run of a class of tasks instrumented, and answers whether it is */
    SubmitSite(
            StageSite accept,
            StageSite process,
            StageEvents events,
            Predicate<Class<?>> classes,
            SiteErrors errors,
            Switch measuring) {
        this.accept = accept;
        this.process = process;
        this.events = events;
        this.errors = errors;
        this.measuring = measuring;
        this.kinds = new ClassValue<>() {
            @Override
            protected Kind computeValue(Class<?> type) {
                if (isLambda(type)) {
                    return Kind.LAMBDA;
                }
                return classes.test(type) ? Kind.INSTRUMENTED : Kind.NOT_MEASURED;
            }
        };
    }

    private static boolean isLambda(Class<?> type) {
        Class<?>[] interfaces = type.getInterfaces();
        return type.isHidden()
                && interfaces.length == 1
                && (interfaces[0] == Runnable.class || interfaces[0] == Callable.class);
    }

    @Override
    public Object enter(Object self) {
        return null;
    }

    @Override
    public Object enter(Object self, Object task) {
        try {
            return measuring.isOn() && task != null && !isSubmitted(task) ? submit(task) : null;
        } catch (Throwable inMeasuring) {
            errors.report(inMeasuring);
            return null;
        }
    }

    /** Whether this thread is submitting it already: one executor hands it to another. */
    private boolean isSubmitted(Object task) {
        OpenStages open = events.threads().current();
        QueuedRequest accepting = open == null ? null : open.accepting();
        return task instanceof SubmittedTask
                || (accepting != null && accepting.id instanceof Identity id && id.submitting == task);
    }

    private Object submit(Object task) {
        Kind kind = kinds.get(task.getClass());
        if (kind == Kind.NOT_MEASURED) {
            return null;
        }
        Identity id = new Identity();
        Object call = accept.enter(null, id);
        if (call == null) {
            return null;
        }
        id.submitting = task;
        Object given = task;
        if (kind == Kind.LAMBDA) {
            given = task instanceof Runnable runnable
                    ? new SubmittedTask.OfRunnable(runnable, process, id)
                    : new SubmittedTask.OfCallable((Callable<?>) task, process, id);
        } else {
            events.tasks().put(task, id, lost -> {});
        }
        return new Call(call, id, task, given);
    }

    /**
     * Returns what the executor is given.
     *
     * @param call what {@link #enter} answered
     * @param task what the application submits
     */
    public static Object given(Object call, Object task) {
        return call instanceof Call ours ? ours.given : task;
    }

    @Override
    public void exit(Object call, Object self, Object argument, Object result, Throwable failure) {
        if (!(call instanceof Call ours)) {
            return;
        }
        ours.id.submitting = null;
        if (failure != null && ours.given == ours.task) {
            events.tasks().remove(ours.task, ours.id);
        }
        accept.exit(ours.accept, null, null, null, failure);
    }
}
