package io.inferometer.agent.library;

import static io.inferometer.agent.library.Types.named;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * DJL, {@code ai.djl:api}, whatever engine is beneath. {@code Predictor.predict} is a {@code batchPredict} of one; DJL Serving calls
 * {@code batchPredict} alone.
 */
final class Djl implements Declaration {

    private static final Types MANAGER = named("ai.djl.ndarray.BaseNDManager");
    private static final Types ONNX_ARRAY = named("ai.djl.onnxruntime.engine.OrtNDArray");

    /** What is native by its class, each of which closes it in a method of its own. */
    private static final Map<String, String> RESOURCES = new TreeMap<>(Map.of(
            "ai.djl.engine.rust.RsNDArray", "array",
            "ai.djl.huggingface.tokenizers.HuggingFaceTokenizer", "tokenizer",
            "ai.djl.mxnet.engine.MxNDArray", "array",
            "ai.djl.pytorch.engine.PtNDArray", "array",
            "ai.djl.pytorch.jni.IValue", "value",
            "ai.djl.tensorflow.engine.TfNDArray", "array"));

    @Override
    public Library library() {
        List<Target> targets = new ArrayList<>(List.of(
                predict("ai.djl.inference.Predictor"),
                // DJL Serving's own, which does not call the one that it overrides.
                predict("ai.djl.python.engine.PyPredictor"),
                Target.load(named("ai.djl.repository.zoo.Criteria"), "loadModel")
                        .model("result.getName()"),
                Target.unload(named("ai.djl.repository.zoo.ZooModel"), "close"),
                Target.opens(MANAGER, "manager"),
                Target.releasesWhile(MANAGER, "close", "manager", "this.isOpen()"),
                Target.opens(ONNX_ARRAY, "array"),
                Target.releasesWhile(ONNX_ARRAY, "close", "array", "this.tensor.get()")));
        for (Map.Entry<String, String> resource : RESOURCES.entrySet()) {
            Types type = named(resource.getKey());
            targets.add(Target.opens(type, resource.getValue()));
            targets.add(Target.releases(type, "close", resource.getValue(), "this.isReleased()"));
        }
        return new Library("djl", "DJL", "0.28 to 0.38", Naming.of("", "ai.djl."), targets)
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
