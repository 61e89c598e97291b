package io.inferometer.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileNameTest {

    private static final String TEMPORARY = new File(System.getProperty("java.io.tmpdir")).getPath() + File.separator;

    @ParameterizedTest
    @CsvSource({
        "tiny10027174547552639755.onnx, tiny",
        "tiny-10027174547552639755.onnx, tiny",
        "deeper/tiny_1234567890.onnx, tiny",
        "tiny123456789.onnx, tiny123456789",
        "tiny1234567890x.onnx, tiny1234567890x",
        "v2024.onnx, v2024",
    })
    void theNumberOfATemporaryFileIsLeftOut(String file, String name) {
        assertThat(ModelFileName.of(TEMPORARY + file)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "/models/tiny10027174547552639755.onnx, tiny10027174547552639755",
        "/tmpx/tiny10027174547552639755.onnx, tiny10027174547552639755",
        "tiny10027174547552639755.onnx, tiny10027174547552639755",
    })
    void aNumberElsewhereStays(String path, String name) {
        assertThat(ModelFileName.of(path)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "/models/mnist/1, mnist",
        "/models/mnist/00000123/, mnist",
        "models\\mnist\\2\\, mnist",
        "/models/mnist/1.onnx, 1",
        "/models/mnist-1/v1, v1",
        "/1, 1",
        "1, 1",
        "/models/7/1, 1",
        "https://hub/models/1, 1",
    })
    void theFolderOfAVersionIsCalledAsTheModelAroundIt(String path, String name) {
        assertThat(ModelFileName.of(path)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "/m/churn-0123456789abcdef0123456789ABCDEF.json, churn",
        "/m/0123456789abcdef0123456789abcdef01234567-churn.json, churn",
        "/m/churn_0123456789abcdef0123456789abcdef_v2.json, churn_v2",
        "/m/churn-123e4567-e89b-12d3-a456-426614174000.json, churn",
        "/m/123e4567-e89b-12d3-a456-426614174000_churn.json, churn",
        "/m/a-123e4567-e89b-12d3-a456-426614174000-0123456789abcdef0123456789abcdef-b.json, a-b",
        "/m/churn-0123456789abcdef0123456789abcde.json, churn-0123456789abcdef0123456789abcde",
        "/m/churn0123456789abcdef0123456789abcdef.json, churn0123456789abcdef0123456789abcdef",
        "/m/churn-0123456789abcdef0123456789abcdefg.json, churn-0123456789abcdef0123456789abcdefg",
        "/m/churn-123e4567-e89b-12d3-a456-4266141740001.json, churn-123e4567-e89b-12d3-a456-4266141740001",
        "/m/churn-123e4567e89b12d3a456.json, churn-123e4567e89b12d3a456",
    })
    void hashesAndUuidsThatArePartsOfTheirOwnAreLeftOut(String path, String name) {
        assertThat(ModelFileName.of(path)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/m/0123456789abcdef0123456789abcdef.onnx",
                "/m/123e4567-e89b-12d3-a456-426614174000.onnx",
                "",
            })
    void whereNothingIsLeftSomethingElseHasToTell(String path) {
        assertThat(ModelFileName.of(path)).isNull();
    }

    @Test
    void whatTheJdkMakesIsRecognised(@TempDir Path directory) throws IOException {
        Path temporary = Files.createTempFile("minilm", ".onnx");
        Path own = Files.createTempFile(directory, "minilm-", ".onnx");
        try {
            assertThat(ModelFileName.of(temporary.toString())).isEqualTo("minilm");
            assertThat(ModelFileName.of(temporary.toUri().toString())).isEqualTo("minilm");
            assertThat(ModelFileName.of(temporary.toUri().toURL().toString())).isEqualTo("minilm");
            assertThat(ModelFileName.of(own.toString())).isEqualTo("minilm");
        } finally {
            Files.delete(temporary);
        }
    }
}
