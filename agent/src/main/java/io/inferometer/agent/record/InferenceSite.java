package io.inferometer.agent.record;

import java.util.concurrent.CompletionStage;

/** A method each call of which is one inference. */
public final class InferenceSite implements Site {

    private static final int SUCCESS = 0;

    private final Recorder recorder;
    private final ModelFinder models;
    private final Outcomes outcomes;
    private final ItemCounter items;
    private final int group;
    private final boolean asynchronous;
    private final SiteErrors errors;
    private final VirtualNesting nesting;
    private volatile boolean enabled = true;

    /**
     * @param models finds the model of a call from its instance
     * @param items counts the call's batch, or null
     * @param group calls of one group inside each other on a thread count once; 0 for none
     * @param asynchronous whether the result may be a {@link CompletionStage}, to be measured to completion
     */
    public InferenceSite(
            Recorder recorder,
            ModelFinder models,
            Outcomes outcomes,
            ItemCounter items,
            int group,
            boolean asynchronous,
            VirtualNesting nesting,
            SiteErrors errors) {
        this.recorder = recorder;
        this.models = models;
        this.outcomes = outcomes;
        this.items = items;
        this.group = group;
        this.asynchronous = asynchronous;
        this.nesting = nesting;
        this.errors = errors;
    }

    @Override
    public long enter(Object self) {
        if (!enabled) {
            return 0;
        }
        try {
            Model model = models.find(self);
            if (!model.isEnabled()) {
                return 0;
            }
            Thread thread = Thread.currentThread();
            ThreadLog log = recorder.log(thread);
            if (log == null) {
                return enterVirtual(thread, model);
            }
            if (group != 0 && log.open.contains(group)) {
                return 0;
            }
            long start = now();
            log.open.push(model, group, start);
            return start;
        } catch (Throwable failure) {
            errors.report(failure);
            return 0;
        }
    }

    private long enterVirtual(Thread thread, Model model) {
        if (group != 0 && !nesting.enter(thread, group)) {
            return 0;
        }
        long start = now();
        model.shared().open(start);
        return start;
    }

    /** Never 0, which says that a call is not measured. */
    private static long now() {
        long now = System.nanoTime();
        return now == 0 ? 1 : now;
    }

    @Override
    public void exit(long start, Object self, Object argument, Object result, Throwable failure) {
        if (start == 0) {
            return;
        }
        long end = System.nanoTime();
        try {
            Thread thread = Thread.currentThread();
            Model model = leave(thread, start, self);
            if (asynchronous && failure == null && result instanceof CompletionStage<?> stage) {
                new Completion(recorder, outcomes, model, start, errors).observe(stage);
                return;
            }
            int outcome = failure == null ? SUCCESS : outcomes.of(failure);
            recorder.record(thread, model, outcome, end - start, count(argument));
        } catch (Throwable inMeasuring) {
            errors.report(inMeasuring);
        }
    }

    /** Asks the application's own objects: whatever comes of it, the call is recorded. */
    private long count(Object argument) {
        if (items == null) {
            return 0;
        }
        try {
            return items.count(argument);
        } catch (Throwable failure) {
            errors.report(failure);
            return 0;
        }
    }

    private Model leave(Thread thread, long start, Object self) {
        ThreadLog log = recorder.log(thread);
        if (log != null) {
            Model model = log.open.pop(start);
            return model != null ? model : models.find(self);
        }
        Model model = models.find(self);
        model.shared().close(start);
        if (group != 0) {
            nesting.leave(thread, group);
        }
        return model;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }
}
