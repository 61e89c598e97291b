package io.inferometer.agent.async;

import io.inferometer.agent.async.IdReader.When;
import io.inferometer.agent.async.Problems.BadId;
import io.inferometer.agent.record.ExecutionStack;
import io.inferometer.agent.record.Site;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.record.Switch;
import java.util.concurrent.CompletionStage;

/**
 * An instrumented method that is a stage of queued requests. What it answers when a call begins is a {@link QueuedRequest} for ACCEPT, a {@link
 * StageCall} for a stage that has events, and the thread's {@link OpenStages} for one that is only added to the PROCESS around it.
 */
class StageSite implements Site {

    private final Stage stage;
    private final IdReader ids;
    private final StageEvents events;
    private final SiteErrors errors;
    private final Switch measuring;

    StageSite(Stage stage, IdReader ids, StageEvents events, SiteErrors errors, Switch measuring) {
        this.stage = stage;
        this.ids = ids;
        this.events = events;
        this.errors = errors;
        this.measuring = measuring;
    }

    @Override
    public Object enter(Object self) {
        return enter(self, null);
    }

    @Override
    public Object enter(Object self, Object argument) {
        if (!measuring.isOn()) {
            return null;
        }
        try {
            Object id = ids.when() == When.BEFORE ? read(self, argument, null) : null;
            OpenStages open = events.threads().enter();
            try {
                return stage == Stage.ACCEPT ? enterAccept(open, id) : enterStage(open, id);
            } finally {
                events.threads().leave(open);
            }
        } catch (Throwable inMeasuring) {
            errors.report(inMeasuring);
            return null;
        }
    }

    private Object enterAccept(OpenStages open, Object id) {
        QueuedRequest outer = open.accepting();
        if (id != null && outer != null && id.equals(outer.id)) {
            return null;
        }
        if (id == null && ids.when() != When.AFTER) {
            if (ids.when() == When.NEVER) {
                events.badId(BadId.MISSING);
            }
            return null;
        }
        QueuedRequest request = new QueuedRequest(id, 0);
        open.push(stage, 0, request);
        return request;
    }

    private Object enterStage(OpenStages open, Object id) {
        int process = open.innermost(Stage.PROCESS);
        StageCall around = process < 0 ? null : (StageCall) open.call(process);
        boolean isOfAround = around != null && (id == null || id.equals(around.id));
        int same = open.innermost(stage);
        if (same >= 0 && same >= process && isSameRequest(open.call(same), id)) {
            return null;
        }
        if (isOfAround && stage != Stage.EXPIRE) {
            long begin = System.nanoTime();
            open.push(stage, begin, around);
            return open;
        }
        if (id == null) {
            if (ids.when() == When.NEVER) {
                events.unmatched();
            }
            return null;
        }
        StageCall call = events.call(stage, id);
        acceptIfInside(open, call);
        if (stage != Stage.EXPIRE && !events.begin(call)) {
            return null;
        }
        open.push(stage, call.begin, call);
        return call;
    }

    /** A task that its executor runs in the call that submits it is accepted when it begins: that call returns after its end. */
    private void acceptIfInside(OpenStages open, StageCall call) {
        QueuedRequest accepting = stage == Stage.PROCESS && call.id instanceof Identity ? open.accepting() : null;
        if (accepting != null && accepting.id == call.id) {
            accepting.time = QueuedRequest.ACCEPTED_INSIDE;
            events.accept(new QueuedRequest(call.id, call.begin));
        }
    }

    /** Whether a stage inside one of its kind is the same one, in another overload or an override. */
    private static boolean isSameRequest(StageEvent outer, Object id) {
        return id == null || id.equals(((StageCall) outer).id);
    }

    /** @return null if there is none, which is counted */
    private Object read(Object self, Object argument, Object result) {
        Object id;
        try {
            Object read = ids.read(self, argument, result);
            id = Ids.of(read);
            if (id == null && read != null) {
                events.badId(BadId.UNREADABLE);
                return null;
            }
        } catch (Throwable unreadable) {
            events.unreadable(unreadable);
            return null;
        }
        if (id == null || id.equals("")) {
            events.badId(id == null ? BadId.MISSING : BadId.EMPTY);
            return null;
        }
        return id;
    }

    @Override
    public void exit(Object call, Object self, Object argument, Object result, Throwable failure) {
        if (call == null) {
            return;
        }
        try {
            long now = System.nanoTime();
            if (call instanceof QueuedRequest request) {
                QueuedRequest outer = leave(request);
                exitAccept(request, outer, self, argument, result, failure, now);
            } else if (call instanceof StageCall stageCall) {
                leave(stageCall);
                exitStage(stageCall, result, failure, now);
            } else {
                exitInside((OpenStages) call, result, failure, now);
            }
        } catch (Throwable inMeasuring) {
            errors.report(inMeasuring);
        }
    }

    /** Leaves a call and what is inside it; the ACCEPT around it, or null. */
    private QueuedRequest leave(StageEvent call) {
        OpenStages open = events.threads().enter();
        open.popTo(open.find(call));
        QueuedRequest outer = open.accepting();
        events.threads().leave(open);
        return outer;
    }

    private void exitAccept(
            QueuedRequest request,
            QueuedRequest outer,
            Object self,
            Object argument,
            Object result,
            Throwable failure,
            long now) {
        if (failure != null) {
            return;
        }
        if (result instanceof CompletionStage<?> asynchronous) {
            observe(asynchronous, (value, thrown) -> {
                if (thrown == null) {
                    accept(request, null, self, argument, value, System.nanoTime());
                }
            });
        } else {
            accept(request, outer, self, argument, result, now);
        }
    }

    /** @param outer an ACCEPT around this one; it may be an overload of it, which its result will tell */
    private void accept(
            QueuedRequest request, QueuedRequest outer, Object self, Object argument, Object result, long now) {
        Object id = ids.when() == When.AFTER ? read(self, argument, result) : request.id;
        if (id == null || (request.time == QueuedRequest.ACCEPTED_INSIDE && id.equals(request.id))) {
            return;
        }
        if (outer != null && (outer.id == null || id.equals(outer.id))) {
            outer.id = id;
            outer.time = QueuedRequest.ACCEPTED_INSIDE;
        }
        request.id = id;
        request.time = now;
        events.accept(request);
    }

    private void exitStage(StageCall call, Object result, Throwable failure, long now) {
        if (failure == null && result instanceof CompletionStage<?> asynchronous) {
            observe(asynchronous, (value, thrown) -> end(call, thrown, System.nanoTime()));
        } else {
            end(call, failure, now);
        }
    }

    private void end(StageCall call, Throwable failure, long now) {
        byte how = events.result(failure);
        call.endStreams(now, events.streams());
        if (!call.end(now, how)) {
            return;
        }
        events.failed(call, stage, failure);
        if (stage != Stage.EXPIRE) {
            events.end(new StageEnd(call));
        } else if (how == StageCall.SUCCESS) {
            events.end(call);
        }
    }

    private void exitInside(OpenStages open, Object result, Throwable failure, long now) {
        int place = open.innermostInside(stage);
        if (place < 0) {
            return;
        }
        StageCall process = (StageCall) open.call(place);
        long begin = open.begin(place);
        open.popTo(place);
        events.threads().leave(open);
        if (failure == null && result instanceof CompletionStage<?> asynchronous) {
            process.open();
            observe(asynchronous, (value, thrown) -> {
                endInside(process, begin, System.nanoTime(), value, thrown);
                process.close();
            });
        } else {
            endInside(process, begin, now, result, failure);
        }
    }

    /** Adds a stage that is over to the PROCESS around it. */
    void endInside(StageCall process, long begin, long now, Object result, Throwable failure) {
        events.failed(process, stage, failure);
        process.add(stage, now - begin, events.result(failure));
    }

    private void observe(CompletionStage<?> asynchronous, StageCompletion.End end) {
        ExecutionStack.ensureSufficient();
        new StageCompletion(end, errors).observe(asynchronous);
    }
}
