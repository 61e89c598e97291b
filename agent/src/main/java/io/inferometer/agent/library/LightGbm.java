package io.inferometer.agent.library;

import static io.inferometer.agent.library.Types.named;

import java.util.List;

/** LightGBM, {@code io.github.metarank:lightgbm4j}. A model read from text or trained carries no name. */
final class LightGbm implements Declaration {

    private static final Types BOOSTER = named("io.github.metarank.lightgbm4j.LGBMBooster");

    @Override
    public Library library() {
        return new Library(
                        "lightgbm",
                        "LightGBM",
                        "4.1 to 4.3",
                        Naming.of("", "io.github.metarank.lightgbm4j."),
                        List.of(
                                Target.inference(BOOSTER, "predictForMat").batch("arg1"),
                                Target.inference(BOOSTER, "predictForMatSingleRow"),
                                Target.load(BOOSTER, "createFromModelfile").model("arg0"),
                                Target.load(BOOSTER, "loadModelFromString"),
                                Target.unload(BOOSTER, "close")))
                .with(Engine.CPU);
    }
}
