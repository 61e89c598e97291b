package io.inferometer.agent.library;

import static io.inferometer.agent.library.Types.named;

import java.util.List;

/**
 * DJL, {@code ai.djl:api}, whatever engine is beneath. {@code Predictor.predict} is a {@code batchPredict} of one; DJL Serving calls
 * {@code batchPredict} alone.
 */
final class Djl implements Declaration {

    private static final Types MANAGER = named("ai.djl.ndarray.BaseNDManager");
    private static final Types RESOURCE = named("ai.djl.util.NativeResource");
    private static final Types ONNX_ARRAY = named("ai.djl.onnxruntime.engine.OrtNDArray");

    @Override
    public Library library() {
        return new Library(
                        "djl",
                        "DJL",
                        "0.28 to 0.38",
                        Naming.of("", "ai.djl."),
                        List.of(
                                predict("ai.djl.inference.Predictor"),
                                // DJL Serving's own, which does not call the one that it overrides.
                                predict("ai.djl.python.engine.PyPredictor"),
                                Target.load(named("ai.djl.repository.zoo.Criteria"), "loadModel")
                                        .model("result.getName()"),
                                Target.unload(named("ai.djl.repository.zoo.ZooModel"), "close"),
                                Target.opens(MANAGER, "manager"),
                                Target.releasesWhile(MANAGER, "close", "manager", "this.isOpen()"),
                                // Arrays and blocks of PyTorch, MXNet and TensorFlow; ONNX Runtime's are arrays of
                                // their own.
                                Target.opens(RESOURCE, "resource"),
                                Target.releases(RESOURCE, "close", "resource", "this.isReleased()"),
                                Target.opens(ONNX_ARRAY, "array"),
                                Target.releasesWhile(ONNX_ARRAY, "close", "array", "this.tensor.get()")))
                .with(Engine.told(
                        "result.getNDManager().getEngine().getEngineName()",
                        "result.getNDManager().getEngine().getVersion()",
                        "result.getNDManager().getDevice().toString()"));
    }

    private static Target predict(String predictor) {
        return Target.inference(named(predictor), "batchPredict")
                .withParameters("java.util.List")
                .model("this.model.getName()")
                .batch("arg0");
    }
}
