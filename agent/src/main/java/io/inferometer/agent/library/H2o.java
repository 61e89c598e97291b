package io.inferometer.agent.library;

import static io.inferometer.agent.library.Types.named;

import java.util.ArrayList;
import java.util.List;

/** H2O's exported models (MOJO and POJO), {@code ai.h2o:h2o-genmodel}, as applications call them. */
final class H2o implements Declaration {

    private static final Types MODEL = named("hex.genmodel.easy.EasyPredictModelWrapper");

    private static final List<String> METHODS = List.of(
            "predict",
            "predictAnomalyDetection",
            "predictAutoEncoder",
            "predictBinomial",
            "predictClustering",
            "predictDimReduction",
            "predictMultinomial",
            "predictOrdinal",
            "predictRegression",
            "predictWord2Vec",
            "transformWithTargetEncoding");

    private static final List<String> LATER_METHODS = List.of(
            "predictContributions",
            "predictCoxPH",
            "predictKLime",
            "predictRaw",
            "predictTargetEncoding",
            "predictUpliftBinomial");

    @Override
    public Library library() {
        List<Target> targets = new ArrayList<>();
        for (String method : METHODS) {
            targets.add(predict(method));
        }
        for (String method : LATER_METHODS) {
            targets.add(predict(method).orMissing());
        }
        targets.add(Target.load(named("hex.genmodel.MojoModel"), "load").model("result.getUUID()"));
        return new Library(
                        "h2o", "H2O MOJO", "3.30 to 3.46, the newest by bytecode only", Naming.of("", "hex."), targets)
                .with(Engine.CPU);
    }

    private static Target predict(String method) {
        return Target.inference(MODEL, method).model("this.m.getUUID()");
    }
}
