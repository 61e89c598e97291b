package io.inferometer.exporter.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutermostModelsTest {

    private static ModelStats model(String library, String beneath) {
        return ModelStats.of(new ModelId(library, "MiniLm", ""))
                .beneath(beneath)
                .build();
    }

    @Test
    void whatAnotherMeasuredLibraryCallsIsPartOfItsCalls() {
        ModelStats outer = model("langchain4j", "");
        ModelStats direct = model("xgboost", "");
        ModelStats inner = model("onnxruntime", "langchain4j");

        assertThat(OutermostModels.of(List.of(outer, direct, inner))).containsExactly(outer, direct);
        assertThat(OutermostModels.of(List.of(direct, inner)))
                .as("the library above is not measured")
                .containsExactly(direct, inner);
    }

    @Test
    void ofThreeLayersTheOutermostIsLeft() {
        ModelStats outer = model("langchain4j", "");
        ModelStats middle = model("djl", "langchain4j");
        ModelStats inner = model("onnxruntime", "langchain4j");

        assertThat(OutermostModels.of(List.of(inner, middle, outer))).containsExactly(outer);
    }
}
