package io.inferometer.exporter.aws;

import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.awsclient.LogText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Says once under which name an exporter sends a model, where the service does not take its own. Used by one thread.
 *
 * <p>Bounded: {@value #MAX_MODELS} models are remembered, and no more are explained.
 */
public final class SentNames {

    static final int MAX_MODELS = 200;

    private final ExporterContext context;
    private final String exporter;
    private final Function<ModelId, String> own;
    private final Function<ModelId, String> sent;
    private final Set<ModelId> explained = new HashSet<>();

    /**
     * @param own a model's name as it would be sent, if the service took every name
     * @param sent the name that it is sent under
     */
    public SentNames(
            ExporterContext context, String exporter, Function<ModelId, String> own, Function<ModelId, String> sent) {
        this.context = context;
        this.exporter = exporter;
        this.own = own;
        this.sent = sent;
    }

    public void explain(List<ModelStats> models) {
        for (ModelStats model : models) {
            if (explained.size() < MAX_MODELS && !explained.contains(model.id())) {
                explain(model.id());
            }
        }
    }

    private void explain(ModelId id) {
        String name = own.apply(id);
        String other = sent.apply(id);
        if (!other.equals(name)) {
            explained.add(id);
            context.info(exporter + ": the model " + LogText.line(name) + " is sent as " + LogText.line(other)
                    + ", for the service does not take every character or length, or it reads like another model's;"
                    + " model-name.<found>=<name> renames it"
                    + (explained.size() < MAX_MODELS ? "" : "; no more such models are told of"));
        }
    }
}
