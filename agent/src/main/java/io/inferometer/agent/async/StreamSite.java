package io.inferometer.agent.async;

import io.inferometer.agent.record.Site;
import io.inferometer.agent.record.SiteErrors;

/** A method that may end a stream and so the stage that returned it. A stream that is closed or aborted early was downloaded as far as it was wanted. */
final class StreamSite implements Site {

    private final boolean reads;
    private final StageEvents events;
    private final SiteErrors errors;

    StreamSite(boolean reads, StageEvents events, SiteErrors errors) {
        this.reads = reads;
        this.events = events;
        this.errors = errors;
    }

    @Override
    public Object enter(Object self) {
        try {
            return events.streams().get(self);
        } catch (Throwable inMeasuring) {
            errors.report(inMeasuring);
            return null;
        }
    }

    @Override
    public void exit(Object call, Object self, Object argument, Object result, Throwable failure) {
        boolean isEnd = !reads || failure != null || (result instanceof Integer read && read == -1);
        if (!isEnd || !(call instanceof OpenStream stream)) {
            return;
        }
        try {
            if (reads) {
                events.failed(stream.process, stream.stage, failure);
            }
            stream.process.end(stream, System.nanoTime(), reads ? events.result(failure) : StageCall.SUCCESS);
            events.streams().remove(self, stream);
        } catch (Throwable inMeasuring) {
            errors.report(inMeasuring);
        }
    }
}
