package io.inferometer.agent.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.agent.reader.Expression.Root;
import io.inferometer.agent.reader.Expression.Step;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

    @Test
    void aRootAndItsSteps() {
        assertThat(Expression.parse("this")).isEqualTo(new Expression(Root.THIS, -1, List.of()));
        assertThat(Expression.parse(" arg0 . getId() "))
                .isEqualTo(new Expression(Root.ARGUMENT, 0, List.of(new Step("getId", true))));
        assertThat(Expression.parse("arg254.a.b_1.c$()"))
                .isEqualTo(new Expression(
                        Root.ARGUMENT,
                        254,
                        List.of(new Step("a", false), new Step("b_1", false), new Step("c$", true))));
        assertThat(Expression.parse("arg0[0] . a()[0]").steps())
                .containsExactly(new Step("[0]", false), new Step("a", true), new Step("[0]", false));
        assertThat(Expression.parse("result.rows").root()).isEqualTo(Root.RESULT);
        assertThat(Expression.parse("failure.getCode()").root()).isEqualTo(Root.FAILURE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "arg",
                "arg-1",
                "arg255",
                "arg1000",
                "argx",
                "arg0.",
                "arg0..a",
                "arg0.a()b",
                "arg0.a(1)",
                "arg0.()",
                "arg0.1a",
                "arg0.a.b.c.d.e.f",
                "arg0[0].a.b.c[0].d[0]",
                "THIS",
                "self",
                "this.",
                "this.a b",
                "result[1]",
                "[0]",
                "result.[0]",
                "result[0]a",
                "arg0.a-b"
            })
    void anythingElseIsAMistakeThatSaysWhatWasExpected(String text) {
        assertThatThrownBy(() -> Expression.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(text + ": expected " + Expression.EXPECTED);
    }

    @Test
    void whatIsWrittenIsRead() {
        for (String text :
                List.of("this", "arg0", "arg12.a.b().c", "result.size()", "failure.code", "arg0[0].a()[0][0].b")) {
            assertThat(Expression.parse(text)).hasToString(text);
        }
    }

    @Test
    void itNeverFailsOtherwise() {
        String alphabet = "arg01234.()this resultfailur[]";
        for (long seed = 1; seed <= 100_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20); i >= 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Expression read = Expression.parseOrNull(text.toString());
            if (read != null) {
                assertThat(Expression.parse(read.toString()))
                        .as("seed %d", seed)
                        .isEqualTo(read);
            }
        }
    }
}
