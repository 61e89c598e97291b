package io.inferometer.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadedPathsTest {

    private final LoadedPaths paths = new LoadedPaths();

    private String load(String path) {
        String name = paths.name("onnxruntime", "model", path);
        paths.opened("onnxruntime", name, path);
        return name;
    }

    @ParameterizedTest
    @CsvSource({
        "/m/fraud/model.onnx, /m/churn/model.onnx, churn/model",
        "/m/fraud/1/model.onnx, /m/churn/1/model.onnx, churn/model",
        "/m/fraud/1/model.onnx, /m/fraud/2/model.onnx, 2/model",
        "C:\\m\\fraud\\model.onnx, C:\\m\\churn\\model.onnx, churn\\model",
        "fraud/model.onnx, churn/model.onnx, churn/model",
        "/m/model.onnx, model.onnx, model",
        "s3://bucket/fraud/model.onnx, /m/model.onnx, m/model",
    })
    void theSecondIsToldByTheNearestFolderThatDiffers(String first, String second, String name) {
        assertThat(load(first)).isEqualTo("model");
        assertThat(load(second)).isEqualTo(name.replace('\\', '/'));
    }

    @Test
    void aFileLoadedAgainIsTheSameModel() {
        load("/m/fraud/model.onnx");
        load("/m/churn/model.onnx");
        assertThat(load("/m/fraud/model.onnx")).isEqualTo("model");
        assertThat(load("/m/churn/model.onnx")).isEqualTo("churn/model");
        assertThat(paths.nextLine()).isNull();
    }

    @Test
    void aThirdIsToldFromBoth() {
        load("/m/fraud/1/model.onnx");
        load("/m/fraud/2/model.onnx");
        assertThat(load("/n/churn/2/model.onnx")).isEqualTo("2/model");
        assertThat(load("/n/churn/3/model.onnx")).isEqualTo("3/model");
    }

    @Test
    void whatReplacesAClosedOneTakesItsName() {
        load("/m/fraud/model.onnx");
        paths.closed("onnxruntime", "model");
        paths.closed("onnxruntime", "model");
        assertThat(load("/m/churn/model.onnx")).isEqualTo("model");
        assertThat(load("/m/fraud/model.onnx")).isEqualTo("fraud/model");
    }

    @Test
    void otherLibrariesHaveNamesOfTheirOwn() {
        load("/m/fraud/model.onnx");
        assertThat(paths.name("xgboost", "model", "/m/churn/model.onnx")).isEqualTo("model");
    }

    @Test
    void whatFoldersCannotTellApartIsSaidInOneLine() {
        load("/m/model.onnx");
        load("model.onnx");
        load("model.onnx");
        assertThat(paths.nextLine())
                .contains("onnxruntime", "/m/model.onnx and model.onnx", "model-name.model=")
                .doesNotContain("\n");
        assertThat(paths.nextLine()).isNull();
    }
}
