package io.inferometer.sample.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SentenceEmbedderTest {

    private static SentenceEmbedder embedder;

    @BeforeAll
    static void load() {
        embedder = new SentenceEmbedder();
    }

    @Test
    void aSentenceBecomesAVectorOf384DimensionsAndLengthOne() {
        float[] vector = embedder.embed(List.of("The ferry leaves at nine.")).get(0);

        assertThat(vector).hasSize(SentenceEmbedder.DIMENSIONS);
        assertThat(product(vector, vector)).isCloseTo(1, within(1e-5));
    }

    @Test
    void similarSentencesAreCloserThanDifferentOnes() {
        List<float[]> vectors = embedder.embed(List.of(
                "A man is playing the guitar on stage.",
                "Someone performs music with a guitar.",
                "The central bank raised interest rates."));

        double similar = product(vectors.get(0), vectors.get(1));
        double different = product(vectors.get(0), vectors.get(2));
        assertThat(similar).isGreaterThan(0.5).isGreaterThan(different + 0.3);
    }

    @Test
    void vectorsComeInTheOrderOfTheTexts() {
        List<float[]> together = embedder.embed(List.of("apples", "steam engines"));

        assertThat(together.get(0))
                .containsExactly(embedder.embed(List.of("apples")).get(0));
        assertThat(together.get(1))
                .containsExactly(embedder.embed(List.of("steam engines")).get(0));
    }

    @Test
    void aLongTextIsCutToWhatOneRunTakes() {
        String full = "word ".repeat(126);

        assertThat(embedder.embed(List.of(full + "and a quite different end ".repeat(200)))
                        .get(0))
                .containsExactly(embedder.embed(List.of(full)).get(0));
    }

    private static double product(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }
}
