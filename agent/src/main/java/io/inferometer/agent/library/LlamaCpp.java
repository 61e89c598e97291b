package io.inferometer.agent.library;

import static io.inferometer.agent.library.Types.named;

import io.inferometer.agent.library.Target.Role;
import java.util.List;

/**
 * llama.cpp, {@code de.kherud:llama}. What {@code generate} returns begins when it is asked for an iterator, by a lambda, and ends with that.
 * {@code embed} is native and cannot be measured here.
 */
final class LlamaCpp implements Declaration {

    private static final Types MODEL = named("de.kherud.llama.LlamaModel");
    private static final Types ITERATOR = named("de.kherud.llama.LlamaIterator");
    private static final Types ITERATOR_BEFORE = named("de.kherud.llama.LlamaModel$LlamaIterator");

    @Override
    public Library library() {
        return new Library(
                "llama",
                "java-llama.cpp",
                "3.0 to 4.2, the oldest by bytecode only",
                Naming.of("", "de.kherud.llama."),
                List.of(
                        Target.inference(MODEL, "complete"),
                        Target.inference(MODEL, "lambda$generate$0")
                                .followed("result")
                                .orMissing(),
                        Target.progress(ITERATOR, "next", Role.NEXT).orMissing(),
                        Target.progress(ITERATOR, "hasNext", Role.MORE).orMissing(),
                        Target.progress(ITERATOR, "cancel", Role.END).orMissing(),
                        Target.progress(ITERATOR_BEFORE, "next", Role.NEXT).orMissing(),
                        Target.progress(ITERATOR_BEFORE, "hasNext", Role.MORE).orMissing(),
                        Target.inference(MODEL, "rerank")
                                .withParameters("boolean", "java.lang.String", "java.lang.String[]")
                                .batch("arg2")
                                .orMissing(),
                        Target.unload(MODEL, "close")));
    }
}
