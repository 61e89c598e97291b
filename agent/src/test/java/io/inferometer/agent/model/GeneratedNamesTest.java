package io.inferometer.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratedNamesTest {

    @ParameterizedTest
    @CsvSource({
        "com.acme.Scorer, Scorer",
        "Scorer, Scorer",
        "com.acme.Outer$Scorer, Scorer",
        "com.acme.Outer$1, Outer",
        "com.acme.Outer$Inner$2, Inner",
        "com.acme.Outer$1Local, Local",
        "com.acme.ServerKt$scorer$1, scorer",
        "com.acme.Scorer$Companion, Scorer",
        "com.acme.Rules$DefaultImpls, Rules",
        "com.acme.Rules$Trait$Helper, Rules",
        "com.acme.RulesKt, RulesKt",
        "com.acme.Bean$$SpringCGLIB$$0, Bean",
        "com.acme.Bean$$EnhancerByGuice$$5f3a, Bean",
        "com.acme.Bean_$$_jvst1f3_0, Bean_",
        "com.acme.Scorer$mcD$sp, Scorer",
        "com.acme.Price$, Price$",
        "com.acme.Outer$Price$, Price$",
        "com.acme.$, $",
    })
    void aReaderOfTheSourceWouldCallItThat(String className, String name) {
        assertThat(GeneratedNames.simple(className, false)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.ServerKt$main$1, ServerKt",
        "com.acme.Outer$Inner$run$2$load$1, Inner",
        "com.acme.Outer$1, Outer",
        "com.acme.Server$, Server",
        "com.acme.outer, outer",
    })
    void theClassThatCodeRunsInIsNoFunction(String className, String name) {
        assertThat(GeneratedNames.running(className)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"com.acme.Scorer$, Scorer", "com.acme.Outer$Scorer$, Scorer", "com.acme.Outer$Scorer$Inner$, Inner"})
    void anObjectOfScalaEndsInASignThatItsSourceDoesNotHave(String className, String name) {
        assertThat(GeneratedNames.simple(className, true)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "score, score",
        "score$, score",
        "score$default, score",
        "score$core_main, score",
        "score-abc123, score",
        "$plus, $plus",
        "$anonfun$score$1, $anonfun",
    })
    void methodsOfTheSource(String name, String expected) {
        assertThat(GeneratedNames.method(name)).isEqualTo(expected);
    }
}
