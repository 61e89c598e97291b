package io.inferometer.agent.library;

import static io.inferometer.agent.library.Types.named;

import java.util.List;

/**
 * ONNX Runtime, {@code com.microsoft.onnxruntime:onnxruntime}. All public {@code OrtSession.run} end in the one with the most
 * parameters, all {@code OrtEnvironment.createSession} in one of three parameters. The name of the graph takes some 0.7 ms the
 * first time a session is asked for it.
 */
final class OnnxRuntime implements Declaration {

    private static final Types SESSION = named("ai.onnxruntime.OrtSession");

    @Override
    public Library library() {
        return new Library(
                "onnxruntime",
                "ONNX Runtime",
                "1.20 to 1.29",
                Naming.of(
                        "this.getMetadata().getGraphName()",
                        "ai.onnxruntime.",
                        // LangChain4j's embedding models load through shared code; the model is the class that uses it.
                        "dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder",
                        "dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel"),
                List.of(
                        Target.inference(SESSION, "run").widest().batch("arg0", new OnnxBatch()),
                        Target.load(named("ai.onnxruntime.OrtEnvironment"), "createSession")
                                .widest()
                                .model("arg0"),
                        Target.unload(SESSION, "close")));
    }
}
