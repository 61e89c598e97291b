package io.inferometer.agent.library;

import static io.inferometer.agent.library.Types.named;

import java.util.List;

/**
 * LangChain4j's models that run in this JVM, {@code dev.langchain4j:langchain4j-embeddings} and {@code langchain4j-onnx-scoring}. Every
 * other {@code embed} and {@code score} ends in one of these two. A model answers "unknown" to its name: its class is what people know.
 * Above ONNX Runtime, on threads of its own: one call of several texts is a call of ONNX Runtime for each.
 */
final class LangChain4j implements Declaration {

    private static final String MODELS = "dev.langchain4j.model.";
    private static final String TEXTS = "java.util.List";

    @Override
    public Library library() {
        return new Library(
                "langchain4j",
                "LangChain4j in-process models",
                "1.0 to 1.20",
                Naming.NONE,
                List.of(
                        texts("embedding.onnx.AbstractInProcessEmbeddingModel", "embedAll", TEXTS),
                        texts("scoring.onnx.AbstractInProcessScoringModel", "scoreAll", TEXTS, "java.lang.String")));
    }

    private static Target texts(String type, String method, String... parameters) {
        return Target.inference(named(MODELS + type), method)
                .withParameters(parameters)
                .model("this.getClass().getSimpleName()")
                .batch("arg0")
                .inputTokens("result.tokenUsage().inputTokenCount()");
    }
}
