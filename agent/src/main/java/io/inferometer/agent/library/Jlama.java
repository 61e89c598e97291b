package io.inferometer.agent.library;

import static io.inferometer.agent.library.Types.named;

import java.util.List;

/** Jlama, {@code com.github.tjake:jlama-core}. Models are directories of weights, whose name is theirs. */
final class Jlama implements Declaration {

    private static final Types MODEL = named("com.github.tjake.jlama.model.AbstractModel");
    private static final Types LOADER = named("com.github.tjake.jlama.model.ModelSupport");
    private static final String TYPE = "com.github.tjake.jlama.safetensors.DType";

    @Override
    public Library library() {
        return new Library(
                        "jlama",
                        "Jlama",
                        "0.4 to 0.8, by bytecode only",
                        Naming.of("", "com.github.tjake.jlama."),
                        List.of(
                                Target.inference(MODEL, "generate")
                                        .inputTokens("result.promptTokens")
                                        .outputTokens("result.generatedTokens"),
                                Target.inference(MODEL, "embed").orMissing(),
                                Target.inference(MODEL, "classify").orMissing(),
                                load("loadModel"),
                                load("loadEmbeddingModel").orMissing(),
                                load("loadClassifierModel").orMissing(),
                                Target.unload(MODEL, "close").orMissing()))
                .with(Engine.CPU);
    }

    private static Target load(String method) {
        return Target.load(LOADER, method)
                .withParameters("java.io.File", TYPE, TYPE)
                .model("arg0");
    }
}
