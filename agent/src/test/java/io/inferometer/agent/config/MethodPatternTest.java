package io.inferometer.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodPatternTest {

    @Test
    void aPatternHasAClassAMethodAndPerhapsTypesAndAModel() {
        assertThat(MethodPattern.parse("com.acme.Scorer#score"))
                .isEqualTo(new MethodPattern("com.acme.Scorer", "score", Optional.empty(), Optional.empty()));
        assertThat(MethodPattern.parse("com.acme.Ranker$Fast#rank(java.util.List, int [],byte[][])@my-model v2"))
                .isEqualTo(new MethodPattern(
                        "com.acme.Ranker$Fast",
                        "rank",
                        Optional.of(List.of("java.util.List", "int[]", "byte[][]")),
                        Optional.of("my-model v2")));
        assertThat(MethodPattern.parse("Scorer#score()@a@b(c#d)"))
                .isEqualTo(new MethodPattern("Scorer", "score", Optional.of(List.of()), Optional.of("a@b(c#d)")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#",
                "a.B",
                "a.B#",
                "#c",
                "a.B#c#d",
                "a..B#c",
                ".a.B#c",
                "a.B.#c",
                "a.B#1c",
                "a.B#c(",
                "a.B#c)",
                "a.B#c(int",
                "a.B#c(int,)",
                "a.B#c(,)",
                "a.B#c(int)x",
                "a.B#c((int))",
                "a.B#c@",
                "a.B#c@ ",
                "a b.C#d",
                "a.B#c(java.util.List<String>)",
                "a/B#c",
                "a.B#<init>",
                "a.B#*"
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MethodPattern.parse(text))
                .withMessageStartingWith(text + ": expected class#method");
    }
}
