package io.inferometer.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.record.Recorder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.example.models.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which models are called by another library: the library that loads them. */
class LayersTest {

    /** Of ONNX Runtime and XGBoost: their classes load models for others. */
    private static final class PlumbingSource implements ModelSource {

        @Override
        public String nameOf(Object argument, Object result) {
            return null;
        }

        @Override
        public boolean isPlumbing(String className) {
            return className.startsWith("ai.onnxruntime.") || className.startsWith("ml.dmlc.");
        }

        @Override
        public String embeddedName(Object instance) {
            return null;
        }
    }

    private static String caller(String library, List<String> classes) {
        StackTraceElement[] frames = classes.stream()
                .map(name -> new StackTraceElement(name, "method", null, -1))
                .toArray(StackTraceElement[]::new);
        return Layers.caller(library, new PlumbingSource(), frames);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "onnxruntime | langchain4j | ai.onnxruntime.OrtEnvironment dev.langchain4j.model.Encoder com.acme.Main",
                "onnxruntime | djl | ai.onnxruntime.OrtEnvironment ai.djl.onnxruntime.engine.OrtModel ai.djl.Criteria com.acme.Main",
                "xgboost | tribuo | ml.dmlc.xgboost4j.XGBoost org.tribuo.common.xgboost.XGBoostTrainer com.acme.Main",
                // The outermost of two that call one another.
                "onnxruntime | langchain4j | ai.onnxruntime.OrtEnvironment ai.djl.Criteria dev.langchain4j.Model com.acme.Main",
                // On a thread of a pool.
                "onnxruntime | langchain4j | ai.onnxruntime.OrtSession dev.langchain4j.Model java.util.concurrent.FutureTask",
                "onnxruntime | none | ai.onnxruntime.OrtEnvironment com.acme.Main",
                "onnxruntime | none | ai.onnxruntime.OrtEnvironment java.util.concurrent.FutureTask java.lang.Thread",
                "djl | none | ai.djl.repository.zoo.Criteria com.acme.Main",
                // A tool of an assistant's, a translator of DJL's: they load for themselves.
                "onnxruntime | none | ai.onnxruntime.OrtEnvironment com.acme.Tool java.lang.reflect.Method dev.langchain4j.Tools",
                "onnxruntime | none | ai.onnxruntime.OrtEnvironment com.acme.Translator ai.djl.inference.Predictor com.acme.Main",
                // An application's own subclass of an embedding model, which LangChain4j loads for.
                "onnxruntime | langchain4j | ai.onnxruntime.OrtEnvironment dev.langchain4j.Encoder com.acme.Embeddings dev.langchain4j.Store",
                // A library that does not say which classes are its own.
                "acme | langchain4j | com.acme.Model com.acme.Model dev.langchain4j.Store com.acme.Main",
                "acme | none | com.acme.Model com.acme.Main dev.langchain4j.Store",
            })
    void theLibraryThatLoadsIsTheOneThatCalls(String library, String expected, String classes) {
        assertThat(caller(library, Arrays.asList(classes.split(" ")))).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void aModelThatTheApplicationLoadsTooIsOneThatItCalls() {
        Layers layers = new Layers();
        assertThat(layers.above(3)).as("before it is loaded").isEmpty();
        layers.calledBy(3, "langchain4j");
        layers.calledBy(3, "langchain4j");
        assertThat(layers.above(3)).as("of two instances").isEqualTo("langchain4j");
        layers.calledBy(3, "");
        assertThat(layers.above(3)).isEmpty();
        layers.calledBy(3, "langchain4j");
        assertThat(layers.above(3)).as("from then on").isEmpty();
    }

    @Test
    void aModelOfTwoLibrariesBelongsToNeither() {
        Layers layers = new Layers();
        layers.calledBy(0, "djl");
        layers.calledBy(0, "langchain4j");
        assertThat(layers.above(0)).isEmpty();
        assertThat(layers.above(1)).isEmpty();
    }

    @Test
    void aLoadSaysWhoMadeIt() {
        ModelRegistry registry = new ModelRegistry(new Recorder(), 10, Map.of());
        int model = registry.model("onnxruntime", "minilm", "").index();
        Loader.load(() -> {
            registry.layers().loaded(model, "onnxruntime", new PlumbingSource());
            return null;
        });
        assertThat(registry.layers().above(model))
                .as("a class of the application")
                .isEmpty();
    }
}
