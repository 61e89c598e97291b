package io.inferometer.agent.async;

import io.inferometer.agent.record.Site;
import io.inferometer.agent.record.SiteErrors;

/** {@code run} or {@code call} of a class whose tasks are submitted: a PROCESS for each time that the task was, else no stage. */
final class TaskSite implements Site {

    private final StageSite process;
    private final StageEvents events;
    private final SiteErrors errors;

    TaskSite(StageSite process, StageEvents events, SiteErrors errors) {
        this.process = process;
        this.events = events;
        this.errors = errors;
    }

    @Override
    public Object enter(Object self) {
        try {
            Identity id = isRunning(self) ? null : events.tasks().take(self);
            if (id == null) {
                return null;
            }
            id.running = self;
            return process.enter(null, id);
        } catch (Throwable inMeasuring) {
            errors.report(inMeasuring);
            return null;
        }
    }

    /** Whether this is the run of a superclass inside that of the task. */
    private boolean isRunning(Object task) {
        OpenStages open = events.threads().current();
        int place = open == null ? -1 : open.innermost(Stage.PROCESS);
        return place >= 0 && ((StageCall) open.call(place)).id instanceof Identity id && id.running == task;
    }

    @Override
    public void exit(Object call, Object self, Object argument, Object result, Throwable failure) {
        if (call instanceof StageCall stage && stage.id instanceof Identity id) {
            id.running = null;
        }
        process.exit(call, self, argument, result, failure);
    }
}
