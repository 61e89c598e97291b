package io.inferometer.agent.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.model.DeclaredNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxNamesTest {

    private final Library library = new OnnxRuntime().library();
    private final DeclaredNames source = new DeclaredNames(
            library.naming(), library.engine(), library.targets().get(1).reading(), expression -> -1, problem -> {});

    @ParameterizedTest
    @CsvSource({
        "/models/minilm.onnx, minilm",
        "minilm.onnx, minilm",
        "minilm, minilm",
        "C:\\models\\v2\\minilm.ort, minilm",
        "/models/mini.lm.onnx, mini.lm",
        "/models/.hidden, .hidden",
        "/m.odels/plain, plain",
    })
    void aPathNamesItsFileWithoutTheEnding(String path, String name) {
        assertThat(source.nameOf(path, null)).isEqualTo(name);
    }

    @Test
    void bytesNameNothing() {
        assertThat(source.nameOf(new byte[5], null)).isNull();
        assertThat(source.nameOf(null, null)).isNull();
        assertThat(source.embeddedName(new Object())).isNull();
    }

    @Test
    void sharedLoadersAreSkipped() {
        assertThat(source.isPlumbing("ai.onnxruntime.OrtEnvironment")).isTrue();
        assertThat(source.isPlumbing("dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel"))
                .isTrue();
        assertThat(source.isPlumbing("dev.langchain4j.model.embedding.onnx.allminilml6v2q.Model"))
                .isFalse();
    }
}
