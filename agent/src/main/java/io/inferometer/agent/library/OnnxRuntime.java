package io.inferometer.agent.library;

import java.util.List;

/**
 * ONNX Runtime, {@code com.microsoft.onnxruntime:onnxruntime}. All public {@code OrtSession.run} end in the one with the most
 * parameters, all {@code OrtEnvironment.createSession} in one of three parameters.
 */
final class OnnxRuntime implements ModelSource {

    private static final String SESSION = "ai.onnxruntime.OrtSession";
    private static final String ENVIRONMENT = "ai.onnxruntime.OrtEnvironment";

    private OnnxRuntime() {}

    static Library declaration() {
        return new Library(
                "onnxruntime",
                "1.20 to 1.29",
                new OnnxRuntime(),
                List.of(
                        Target.inference(SESSION, "run", 0, new OnnxBatch()),
                        Target.load(ENVIRONMENT, "createSession", 0),
                        Target.unload(SESSION, "close")));
    }

    /** A model file's name without directory and ending; a model loaded from bytes has none. */
    @Override
    public String nameOf(Object argument) {
        if (!(argument instanceof String path)) {
            return null;
        }
        String file = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        int ending = file.lastIndexOf('.');
        return ending > 0 ? file.substring(0, ending) : file;
    }

    /** LangChain4j's embedding models load through shared code; the model is the class that uses it. */
    @Override
    public boolean isPlumbing(String className) {
        return className.startsWith("ai.onnxruntime.")
                || className.equals("dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder")
                || className.equals("dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel");
    }

    /** The graph's name: some 0.7 ms the first time a session is asked. */
    @Override
    public String embeddedName(Object instance) {
        try {
            Object metadata = Reflection.call(instance, "getMetadata");
            Object name = Reflection.call(metadata, "getGraphName");
            return name instanceof String text && !text.isEmpty() ? text : null;
        } catch (ReflectiveOperationException | RuntimeException unknownOrClosed) {
            return null;
        }
    }
}
