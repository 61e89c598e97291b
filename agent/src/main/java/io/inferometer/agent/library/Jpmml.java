package io.inferometer.agent.library;

import static io.inferometer.agent.library.Types.named;

import java.util.List;

/** JPMML, {@code org.jpmml:pmml-evaluator}. Models inside a model are evaluated by another method: they are part of its call. */
final class Jpmml implements Declaration {

    private static final String VERSION = "this.getPMML().getHeader().getModelVersion()";

    @Override
    public Library library() {
        return new Library(
                        "jpmml",
                        "JPMML",
                        "1.6 to 1.7",
                        Naming.of("", "org.jpmml.").withVersion(VERSION),
                        List.of(
                                Target.inference(named("org.jpmml.evaluator.ModelEvaluator"), "evaluate")
                                        .withParameters("java.util.Map")
                                        .model("this.getModel().getModelName()")
                                        .version(VERSION),
                                Target.load(named("org.jpmml.evaluator.ModelEvaluatorBuilder"), "build")
                                        .model("result.getModel().getModelName()")))
                .with(Engine.CPU);
    }
}
