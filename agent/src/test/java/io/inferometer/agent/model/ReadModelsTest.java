package io.inferometer.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.model.ReadModels.TextReader;
import io.inferometer.agent.reader.Expression;
import io.inferometer.agent.reader.Reader;
import io.inferometer.agent.record.Model;
import io.inferometer.agent.record.Recorder;
import io.inferometer.agent.record.SiteErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadModelsTest {

    @SuppressWarnings("unused")
    private static final class Named {
        private final Object name;

        Named(Object name) {
            this.name = name;
        }

        @SuppressWarnings("InfiniteRecursion")
        Object endless() {
            return List.of(endless());
        }
    }

    private final List<String> problems = new ArrayList<>();
    private final SiteErrors errors = new SiteErrors();
    private final ModelRegistry registry = new ModelRegistry(new Recorder(), 10, Map.of());

    private String name(String expression, Object root) {
        TextReader reader = new TextReader(new Reader(Expression.parse(expression), problems::add), true, -1);
        ReadModels models = new ReadModels(registry, "lib", reader, TextReader.NOTHING, "other", errors);
        Model first = models.find(root, null);
        assertThat(models.find(root, null)).isSameAs(first);
        return registry.id(first.index()).name();
    }

    @Test
    void aNameOfAnyLengthIsTheSameModelEachTime() {
        assertThat(name("this.name", new Named("bert"))).isEqualTo("bert");
        assertThat(name("this.name", new Named("n".repeat(10_240)))).hasSize(128);
        assertThat(problems).isEmpty();
    }

    @Test
    void whatIsNoNameIsSaid() {
        assertThat(name("this.name", new Named(List.of("a", "b")))).isEqualTo("other");
        assertThat(problems).singleElement().asString().startsWith("this.name: an object of java.util.Immutable");
    }

    /** The stack is the application's again when its method has failed: the call is measured. */
    @Test
    void aMethodThatCallsItselfWithoutEndLosesNoCall() {
        assertThat(name("this.endless()", new Named(""))).isEqualTo("other");
        assertThat(errors.first()).contains("StackOverflowError");
    }
}
