package io.inferometer.agent.library;

import static io.inferometer.agent.library.Types.named;
import static io.inferometer.agent.library.Types.subtypeOf;

import java.util.List;

/** Oracle Tribuo, {@code org.tribuo}. Each kind of model is a subtype of {@code Model}; the methods for many examples are its own. */
final class Tribuo implements Declaration {

    private static final String MODEL = "org.tribuo.Model";

    @Override
    public Library library() {
        return new Library(
                        "tribuo",
                        "Oracle Tribuo",
                        "4.2 to 4.3",
                        Naming.NONE,
                        List.of(
                                predict(subtypeOf(MODEL), "org.tribuo.Example"),
                                predict(named(MODEL), "java.lang.Iterable").batch("arg0"),
                                predict(subtypeOf(MODEL), "org.tribuo.Dataset").batch("arg0.size()"),
                                predict(named("org.tribuo.common.xgboost.XGBoostModel"), "java.lang.Iterable")
                                        .batch("arg0")
                                        .orMissing()))
                .with(Engine.CPU);
    }

    private static Target predict(Types types, String parameter) {
        return Target.inference(types, "predict")
                .withParameters(parameter)
                .model("this.getName()")
                .version("this.getProvenance().getTrainingTime()");
    }
}
