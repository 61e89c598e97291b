package io.inferometer.receiver.edge;

/**
 * What heartbeats said of one model name, over all devices and versions.
 *
 * @param heartbeats how many named it
 * @param inferenceCount the sum of its {@value EdgeModel#INFERENCE_COUNT} metrics
 * @param last the model in the heartbeat that arrived last
 */
public record ModelSummary(long heartbeats, double inferenceCount, EdgeModel last) {
    static ModelSummary of(EdgeModel model) {
        return new ModelSummary(1, model.inferences(), model);
    }

    ModelSummary then(ModelSummary later) {
        return new ModelSummary(heartbeats + later.heartbeats, inferenceCount + later.inferenceCount, later.last);
    }
}
