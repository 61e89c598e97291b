package io.inferometer.agent.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.inferometer.agent.Proofs;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No secret survives in any text, wherever it stands; what is harmless stays as it is. */
@Tag("safety")
class RedactionFuzzTest {

    private static final long SEED = 20;
    private static final int TEXTS = Proofs.size(100_000, 10_000_000);

    /** So much of a secret is too much. Shorter runs occur by chance. */
    private static final int RUN = 6;

    private static final int LONG = 1 << 20;

    @Test
    void noSecretSurvives() {
        SecretTexts texts = new SecretTexts(SEED);
        for (int i = 0; i < TEXTS; i++) {
            String text = texts.next();
            String masked = Redaction.of(text);
            for (String secret : texts.secrets()) {
                for (int from = 0; from + RUN <= secret.length(); from++) {
                    if (masked.contains(secret.substring(from, from + RUN))) {
                        fail("%d: %s%nof %s%nis %s", i, secret, text, masked);
                    }
                }
            }
            if (!Redaction.of(masked).equals(masked) || lines(masked) != lines(text)) {
                fail("%d: %s%nis %s%nand then %s", i, text, masked, Redaction.of(masked));
            }
        }
    }

    @Test
    void whatIsHarmlessStays() {
        SecretTexts texts = new SecretTexts(SEED);
        for (int i = 0; i < TEXTS; i++) {
            String text = texts.harmless();
            String masked = Redaction.of(text);
            if (!masked.equals(text)) {
                fail("%d: %s%nis %s", i, text, masked);
            }
        }
    }

    /** Characters that mean something to a rule, in any order. */
    @Test
    void anyTextIsMaskedOnce() {
        String[] pieces = {
            ":",
            "/",
            "//",
            "://",
            "@",
            "=",
            "&",
            "?",
            "%",
            "%3A",
            "%2F",
            "%40",
            "%25",
            "\\",
            "\\u0040",
            "\"",
            "'",
            "<",
            ">",
            " ",
            "\n",
            ",",
            ";",
            "[",
            "]",
            "{",
            "}",
            "-",
            "->",
            "***",
            "token",
            "password",
            "session",
            "Authorization",
            "key",
            "id",
            "access",
            "Bearer ",
            "eyJabcdefgh",
            ".",
            "AKIAIOSFODNN7EXAMPLE",
            "-----BEGIN PRIVATE KEY-----",
            "-----END ",
            "null",
            "a",
            "B",
            "7",
            "é",
            "\uD83D",
            "\u0000",
            "--",
            "-D",
            "sha256:",
            "http",
            "host:80",
            "\u2028"
        };
        Random random = new Random(SEED);
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(16); length > 0; length--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            String masked = Redaction.of(text.toString());
            if (!Redaction.of(masked).equals(masked) || lines(masked) != lines(text)) {
                fail("%d: %s%nis %s%nand then %s", i, text, masked, Redaction.of(masked));
            }
        }
    }

    /** A quadratic rule would take an hour. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                ":",
                "/",
                "//",
                "://",
                "http://",
                "http://a:b ",
                "http:/a:b ",
                "http://a:b/ ",
                "http:/a:b@",
                "a:b@1",
                "a:b@1.a",
                "a:1/",
                "a:a.B@a",
                "AKIAIOSFODNN7EXAMPLE+",
                "AKIAIOSFODNN7EXAMPLE/",
                "hf_",
                "hf_a ",
                "sk-aB3dEfGhIjKlMnOpQrSt",
                "-u a:",
                "-u a:b ",
                "?key=",
                "signature=a",
                "signature=a,",
                "session=a.B@a",
                "OrtSession: a",
                "@",
                "a:b@",
                "a@",
                "=",
                "token=",
                "token=[",
                "token='",
                "token=a,",
                "token",
                "-",
                "--token ",
                "%",
                "%25",
                "%3A%2F%2F",
                "\\",
                "\\u0040",
                "eyJ",
                "eyJabcdefgh.",
                "A",
                "AKIA",
                "-----BEGIN ",
                "-----BEGIN PRIVATE KEY-----",
                "-----BEGIN X-----",
                "Bearer ",
                "<token>",
                "\"",
                "\\\"",
                "?a",
                "->",
                ",",
                " ",
                "\n",
                "Authorization:",
                "password",
                "http://u:p@h/?",
                "[",
                "x.y-z_"
            })
    void timeIsProportionalToLength(String piece) {
        String text = piece.repeat(LONG / piece.length());
        String masked = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Redaction.of(text));
        assertThat(lines(masked)).isEqualTo(lines(text));
    }

    private static long lines(CharSequence text) {
        return text.chars().filter(c -> c == '\n').count();
    }
}
