package io.inferometer.agent.weave;

import io.inferometer.agent.async.AsyncEndpoint;
import io.inferometer.agent.async.IdReader;
import io.inferometer.agent.async.Stage;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.reader.Expression;
import io.inferometer.agent.record.Site;
import java.util.Locale;

/** Makes the sites of stages of queued requests. Thread-safe. */
public final class StageSites {

    private final AsyncEndpoint endpoint;
    private final Sites sites;
    private final SdkStages sdk;

    /** @param sdk which calls of the AWS SDK are stages */
    public StageSites(AsyncEndpoint endpoint, Sites sites, SdkStages sdk) {
        this.endpoint = endpoint;
        this.sites = sites;
        this.sdk = sdk;
    }

    /** Makes the site of a target whose role is a stage, or belongs to one; null if it is switched off. */
    public Site create(SiteSpec spec) {
        return switch (spec.library().name()) {
            case Library.TASKS -> endpoint.taskSite(spec.measuring());
            case Library.AWS_SDK -> sdk.include(spec.target()) ? ofSdk(spec) : null;
            default ->
                spec.target().role() == Target.Role.SUBMIT
                        ? endpoint.submitSite(sites.tasks(), spec.measuring())
                        : ofStage(spec);
        };
    }

    private Site ofSdk(SiteSpec spec) {
        return switch (spec.target().role()) {
            case READ -> endpoint.streamSite(true);
            case CLOSE -> endpoint.streamSite(false);
            default ->
                endpoint.sdkSite(
                        stage(spec), sdk.requests(spec.target(), problem -> unread(spec, problem)), spec.measuring());
        };
    }

    private Site ofStage(SiteSpec spec) {
        Stage stage = stage(spec);
        Expression id = spec.target().reading().knownBy();
        if (id == null && (stage == Stage.ACCEPT || stage == Stage.PROCESS || stage == Stage.EXPIRE)) {
            unread(
                    spec,
                    stage + " needs an id: put @InferenceId on a parameter, or end its entry in async."
                            + stage.name().toLowerCase(Locale.ROOT) + " with @id=arg0");
        }
        return endpoint.site(stage, IdReader.of(id, problem -> unread(spec, problem)), spec.measuring());
    }

    private void unread(SiteSpec spec, String problem) {
        sites.notMeasured().add(spec.readable(), problem);
    }

    private static Stage stage(SiteSpec spec) {
        return Stage.valueOf(spec.target().role().name());
    }
}
