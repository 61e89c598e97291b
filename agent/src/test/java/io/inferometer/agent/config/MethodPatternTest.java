package io.inferometer.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodPatternTest {

    @Test
    void aPatternHasAClassAMethodAndPerhapsTypesAndAModel() {
        assertThat(MethodPattern.parse("com.acme.Scorer#score"))
                .isEqualTo(new MethodPattern("com.acme.Scorer", "score", Optional.empty(), Optional.empty(), Map.of()));
        assertThat(MethodPattern.parse("com.acme.Ranker$Fast#rank(java.util.List, int [],byte[][])@my-model v2"))
                .isEqualTo(new MethodPattern(
                        "com.acme.Ranker$Fast",
                        "rank",
                        Optional.of(List.of("java.util.List", "int[]", "byte[][]")),
                        Optional.of("my-model v2"),
                        Map.of()));
        assertThat(MethodPattern.parse("Scorer#score()@a@b(c#d)"))
                .isEqualTo(new MethodPattern(
                        "Scorer", "score", Optional.of(List.of()), Optional.of("a@b(c#d)"), Map.of()));
    }

    /** As the log tells the nearest one to what was misspelt. */
    @Test
    void aMethodMayHaveANameThatKotlinMade() {
        assertThat(MethodPattern.parse("Scorer#score-4W2xk-U(double)@fraud").methodName())
                .isEqualTo("score-4W2xk-U");
        assertThat(MethodPattern.parseOrNull("Scorer#-score")).isNull();
        assertThat(MethodPattern.parseOrNull("Scorer#score-<init>")).isNull();
    }

    @Test
    void whatIsReadOfACallFollows() {
        MethodPattern pattern = MethodPattern.parse(
                "Scorer#score(int)@model=arg0.getName()@version=this.version @batch = arg1.size()@output-tokens=result.tokens");
        assertThat(pattern.modelName()).isEmpty();
        assertThat(pattern.readings())
                .hasSize(4)
                .hasEntrySatisfying("batch", read -> assertThat(read).hasToString("arg1.size()"));
        assertThat(MethodPattern.parse("Scorer#score@fraud v2@batch=arg0").modelName())
                .contains("fraud v2");
        assertThat(MethodPattern.parse("Scorer#score@A=B").modelName())
                .as("no key")
                .contains("A=B");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A#b@batchh=arg0",
                "A#b@model=name",
                "A#b@model=result.name",
                "A#b@version=failure.x",
                "A#b@batch=",
                "A#b@batch=arg0@batch=arg1",
                "A#b@x@model=arg0",
                "A#b@batch=arg0@x",
                "A#b@model=arg0.a.b.c.d.e.f",
            })
    void aReadingThatIsNoneIsAMistake(String text) {
        assertThat(MethodPattern.parseOrNull(text)).isNull();
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
