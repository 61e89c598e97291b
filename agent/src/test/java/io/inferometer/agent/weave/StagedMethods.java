package io.inferometer.agent.weave;

import io.inferometer.annotation.AsyncInference;
import io.inferometer.annotation.AsyncStage;
import io.inferometer.annotation.Inference;
import io.inferometer.annotation.InferenceId;

/** Stages of every shape. */
class StagedMethods implements Runnable {

    static long submitted;

    @Override
    public void run() {
        first("f", 7L, "x");
        process(7L);
        byResult();
        primitive();
        without("w");
    }

    @AsyncInference(stage = AsyncStage.ACCEPT)
    static void first(String name, @InferenceId long id, @InferenceId String ignored) {
        submitted += id;
    }

    @AsyncInference(stage = AsyncStage.PROCESS)
    void process(@InferenceId long id) {
        score(3);
    }

    @Inference(model = "staged")
    @AsyncInference(stage = AsyncStage.MODEL)
    double score(double x) {
        return x * 2;
    }

    @AsyncInference(stage = AsyncStage.ACCEPT)
    @InferenceId
    String byResult() {
        return "r";
    }

    @AsyncInference(stage = AsyncStage.ACCEPT)
    @InferenceId
    int primitive() {
        return 9;
    }

    @AsyncInference(stage = AsyncStage.EXPIRE)
    void without(String id) {
        // Names no id.
    }
}
