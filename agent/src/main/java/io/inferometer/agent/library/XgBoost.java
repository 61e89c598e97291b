package io.inferometer.agent.library;

import static io.inferometer.agent.library.Types.named;

import java.util.List;

/**
 * XGBoost4J, {@code ml.dmlc:xgboost4j_2.12}. The method that all {@code predict} end in is private and synchronized: code woven into it would
 * begin with the lock already held, and leave out what a call waits for it. A booster that was trained here carries no name.
 * A matrix that the garbage collector finalizes is disposed of, too.
 */
final class XgBoost implements Declaration {

    private static final Types BOOSTER = named("ml.dmlc.xgboost4j.java.Booster");

    private static final Types MATRIX = named("ml.dmlc.xgboost4j.java.DMatrix");

    @Override
    public Library library() {
        return new Library(
                        "xgboost",
                        "XGBoost4J",
                        "1.7 to 3.4",
                        Naming.of("", "ml.dmlc.xgboost4j."),
                        List.of(
                                predict("predict"),
                                predict("predictLeaf"),
                                predict("predictContrib"),
                                Target.inference(BOOSTER, "inplace_predict")
                                        .batch("arg1")
                                        .orMissing(),
                                Target.load(named("ml.dmlc.xgboost4j.java.XGBoost"), "loadModel")
                                        .model("arg0"),
                                Target.unload(BOOSTER, "dispose"),
                                Target.device(BOOSTER, "setParam", "").device("arg1"),
                                Target.opens(MATRIX, "matrix"),
                                Target.releasesWhile(MATRIX, "dispose", "matrix", "this.handle")))
                .with(Engine.CPU_UNLESS_SET);
    }

    private static Target predict(String method) {
        return Target.inference(BOOSTER, method).batch("arg0.rowNum()");
    }
}
