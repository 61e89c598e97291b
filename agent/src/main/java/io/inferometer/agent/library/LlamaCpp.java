package io.inferometer.agent.library;

import static io.inferometer.agent.library.Types.named;

import java.util.List;

/**
 * llama.cpp, {@code de.kherud:llama}. {@code generate} returns before it has begun, and {@code embed} is native: neither can be measured
 * here.
 */
final class LlamaCpp implements Declaration {

    private static final Types MODEL = named("de.kherud.llama.LlamaModel");

    @Override
    public Library library() {
        return new Library(
                "llama",
                "java-llama.cpp",
                "3.0 to 4.2, the oldest by bytecode only",
                Naming.of("", "de.kherud.llama."),
                List.of(
                        Target.inference(MODEL, "complete"),
                        Target.inference(MODEL, "rerank")
                                .withParameters("boolean", "java.lang.String", "java.lang.String[]")
                                .batch("arg2")
                                .orMissing(),
                        Target.unload(MODEL, "close")));
    }
}
