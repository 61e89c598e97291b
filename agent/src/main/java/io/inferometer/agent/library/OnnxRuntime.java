package io.inferometer.agent.library;

import static io.inferometer.agent.library.Types.named;

import java.util.ArrayList;
import java.util.List;

/**
 * ONNX Runtime, {@code com.microsoft.onnxruntime:onnxruntime}. All public {@code OrtSession.run} end in the one with the most
 * parameters, all {@code OrtEnvironment.createSession} in one of three parameters. The name of the graph takes some 0.7 ms the
 * first time a session is asked for it. What is closed may be closed again, and a result closes the tensors that it owns.
 */
final class OnnxRuntime implements Declaration {

    private static final Types SESSION = named("ai.onnxruntime.OrtSession");

    private static final String TENSOR = "ai.onnxruntime.OnnxTensor";
    private static final String SPARSE_TENSOR = "ai.onnxruntime.OnnxSparseTensor";
    private static final String RESULT = "ai.onnxruntime.OrtSession$Result";
    private static final String PROVIDER_OPTIONS = "arg0.getOptionsString()";
    private static final String OPTIONS = "ai.onnxruntime.OrtSession$SessionOptions";

    @Override
    public Library library() {
        List<Target> targets = new ArrayList<>(List.of(
                Target.inference(SESSION, "run").widest().batch("arg0[0].getInfo().getShape()[0]"),
                Target.load(named("ai.onnxruntime.OrtEnvironment"), "createSession")
                        .widest()
                        .model("arg0")
                        .device("arg2"),
                Target.unload(SESSION, "close"),
                // Native code makes tensors of results by their constructors.
                Target.opens(named(TENSOR), "tensor"),
                closes(TENSOR, "tensor"),
                Target.opens(named(SPARSE_TENSOR), "tensor"),
                closes(SPARSE_TENSOR, "tensor"),
                Target.opens(named(RESULT), "result"),
                closes(RESULT, "result"),
                Target.opens(SESSION, "session"),
                closes(SESSION.className(), "session"),
                Target.opens(named(OPTIONS), "options"),
                closes(OPTIONS, "options")));
        targets.addAll(devices());
        return new Library(
                        "onnxruntime",
                        "ONNX Runtime",
                        "1.20 to 1.29",
                        Naming.of(
                                        "this.getMetadata().getGraphName()",
                                        "ai.onnxruntime.",
                                        // LangChain4j's embedding models load through shared code; the model is the
                                        // class that
                                        // uses it.
                                        "dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder",
                                        "dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel")
                                .withVersion("this.getMetadata().getVersion()"),
                        targets)
                .with(Engine.CPU_UNLESS_SET);
    }

    private static Target closes(String type, String kind) {
        return Target.releases(named(type), "close", kind, "this.closed");
    }

    /** The providers of other devices, in the order in which they are added; of each overload, as some tell which of several. */
    private static List<Target> devices() {
        return List.of(
                device("addCUDA", "cuda", "int").device("arg0"),
                device("addCUDA", "cuda", "ai.onnxruntime.providers.OrtCUDAProviderOptions")
                        .device(PROVIDER_OPTIONS),
                device("addTensorrt", "cuda", "int").device("arg0"),
                device("addTensorrt", "cuda", "ai.onnxruntime.providers.OrtTensorRTProviderOptions")
                        .device(PROVIDER_OPTIONS),
                device("addROCM", "rocm", "int").device("arg0"),
                device("addDirectML", "dml", "int").device("arg0"),
                Target.device(named(OPTIONS), "addCoreML", "coreml"),
                Target.device(named(OPTIONS), "addNnapi", "nnapi"),
                Target.device(named(OPTIONS), "addOpenVINO", "openvino"),
                Target.device(named(OPTIONS), "addQnn", "qnn"),
                Target.device(named(OPTIONS), "addWebGPU", "webgpu"));
    }

    private static Target device(String method, String kind, String parameter) {
        return Target.device(named(OPTIONS), method, kind).withParameters(parameter);
    }
}
