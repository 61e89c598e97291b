package io.inferometer.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTextTest {

    private static String shown(Throwable failure) {
        return FailureText.shown(FailureText.raw(failure));
    }

    @Test
    void tellsClassAndMessage() {
        assertThat(shown(new IllegalStateException("Load model from /opt/models/encoder/minilm.onnx failed: no file")))
                .isEqualTo("java.lang.IllegalStateException: Load model from /opt/models/encoder/minilm.onnx failed:"
                        + " no file");
        assertThat(shown(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void isOneShortLine() {
        assertThat(shown(new IllegalStateException("a\nb\r\nc\u2028d")))
                .isEqualTo("java.lang.IllegalStateException: a b c d");
        assertThat(shown(new IllegalStateException("word ".repeat(1_000))))
                .hasSize(200)
                .endsWith("…");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET https://user:hunter2hunter2@models.example/m.onnx failed",
                "GET https://models.example/m.onnx?X-Amz-Signature=hunter2hunter2&x=1 failed",
                "password=hunter2hunter2",
                "Authorization: Bearer hunter2hunter2",
                "api_key: hunter2hunter2",
                "aws secret wJalrXUtnFEMI/K7MDENG+bPxRhunter2hunter2CYEXAMPLEKEY",
                "token eyJhbGciOiJIUzI1NiJ9hunter2hunter2eyJzdWIiOiIxMjM0NTY3ODkwIn0",
            })
    void holdsNothingThatLooksLikeASecret(String message) {
        assertThat(shown(new IllegalStateException(message)))
                .doesNotContain("hunter2")
                .contains("***");
    }

    @Test
    void anAccessKeyIdIsOne() {
        assertThat(shown(new IllegalStateException("key AKIAIOSFODNN7EXAMPLE is wrong")))
                .endsWith("key *** is wrong");
    }
}
