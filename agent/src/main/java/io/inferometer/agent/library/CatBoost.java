package io.inferometer.agent.library;

import static io.inferometer.agent.library.Types.named;

import java.util.ArrayList;
import java.util.List;

/** CatBoost, {@code ai.catboost:catboost-prediction}. Each method predicts for one object or, with arrays of arrays, for many. */
final class CatBoost implements Declaration {

    private static final Types MODEL = named("ai.catboost.CatBoostModel");
    private static final String PREDICTIONS = "ai.catboost.CatBoostPredictions";

    @Override
    public Library library() {
        List<Target> targets = new ArrayList<>();
        for (String categories : List.of("java.lang.String", "int")) {
            predict(targets, "float[]", categories + "[]");
            predict(targets, "float[]", categories + "[]", "java.lang.String[]", "float[][]");
            predict(targets, "float[][]", categories + "[][]");
            predict(targets, "float[][]", categories + "[][]", "java.lang.String[][]", "float[][][]");
        }
        targets.add(Target.load(MODEL, "loadModel").model("arg0"));
        targets.add(Target.unload(MODEL, "close"));
        return new Library("catboost", "CatBoost", "1.0 to 1.2", Naming.of("", "ai.catboost."), targets)
                .with(Engine.CPU);
    }

    /** With and without an object that takes the predictions. */
    private static void predict(List<Target> targets, String... features) {
        List<String> parameters = new ArrayList<>(List.of(features));
        targets.add(predict(parameters));
        parameters.add(PREDICTIONS);
        targets.add(predict(parameters));
    }

    private static Target predict(List<String> parameters) {
        Target target = Target.inference(MODEL, "predict").withParameters(parameters.toArray(new String[0]));
        return parameters.get(0).equals("float[][]") ? target.batch("arg0") : target;
    }
}
