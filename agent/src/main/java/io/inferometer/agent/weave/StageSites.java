package io.inferometer.agent.weave;

import io.inferometer.agent.async.AsyncEndpoint;
import io.inferometer.agent.async.IdReader;
import io.inferometer.agent.async.Stage;
import io.inferometer.agent.reader.Expression;
import io.inferometer.agent.record.Site;
import java.util.Locale;
import java.util.function.BiConsumer;

/** Makes the sites of stages of queued requests. Thread-safe. */
public final class StageSites {

    private final AsyncEndpoint endpoint;
    private final BiConsumer<String, String> unread;

    /** @param unread told of a method and of what cannot be read of its calls */
    public StageSites(AsyncEndpoint endpoint, BiConsumer<String, String> unread) {
        this.endpoint = endpoint;
        this.unread = unread;
    }

    /** Makes the site of a target whose role is a stage. */
    public Site create(SiteSpec spec) {
        Stage stage = Stage.valueOf(spec.target().role().name());
        Expression id = spec.target().reading().knownBy();
        if (id == null && (stage == Stage.ACCEPT || stage == Stage.PROCESS || stage == Stage.EXPIRE)) {
            unread.accept(
                    spec.readable(),
                    stage + " needs an id: put @InferenceId on a parameter, or end its entry in async."
                            + stage.name().toLowerCase(Locale.ROOT) + " with @id=arg0");
        }
        return endpoint.site(
                stage, IdReader.of(id, problem -> unread.accept(spec.readable(), problem)), spec.measuring());
    }
}
