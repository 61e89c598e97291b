package io.inferometer.agent.async;

import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.record.Switch;

/**
 * A method of the AWS SDK: a stage inside a PROCESS on its thread, and nothing elsewhere. One that returns the SDK's stream ends with
 * that.
 */
final class SdkSite extends StageSite {

    private static final String STREAM = "software.amazon.awssdk.core.ResponseInputStream";

    private final Stage stage;
    private final SdkRequests requests;
    private final StageEvents events;
    private final SiteErrors errors;

    SdkSite(Stage stage, SdkRequests requests, StageEvents events, SiteErrors errors, Switch measuring) {
        super(stage, new IdReader.None(), events, errors, measuring);
        this.stage = stage;
        this.requests = requests;
        this.events = events;
        this.errors = errors;
    }

    @Override
    public Object enter(Object self, Object request) {
        try {
            OpenStages open = events.threads().current();
            return open == null || open.innermost(Stage.PROCESS) < 0 || !requests.include(request)
                    ? null
                    : super.enter(self, request);
        } catch (Throwable inMeasuring) {
            errors.report(inMeasuring);
            return null;
        }
    }

    @Override
    void endInside(StageCall process, long begin, long now, Object result, Throwable failure) {
        if (failure != null || result == null || !result.getClass().getName().equals(STREAM)) {
            super.endInside(process, begin, now, result, failure);
            return;
        }
        OpenStream stream = new OpenStream(result, process, stage, begin);
        process.open(stream);
        events.streams().put(result, stream, lost -> {});
    }
}
