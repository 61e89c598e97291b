package io.inferometer.exporter.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.awsclient.fixture.FakeContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentNamesTest {

    private final FakeContext context = new FakeContext();
    private final SentNames names =
            new SentNames(context, "exporter", ModelId::name, id -> id.name().replaceAll("[^a-z0-9]", "-"));

    private static ModelStats model(String name) {
        return Windows.called(new ModelId("config", name, ""), 1);
    }

    @Test
    void aNameThatIsChangedIsShownOnce() {
        names.explain(List.of(model("fits"), model("does not\nfit")));
        names.explain(List.of(model("fits"), model("does not\nfit")));
        assertThat(context.infos())
                .singleElement()
                .asString()
                .startsWith("exporter: the model does not")
                .contains(" is sent as does-not-fit, ")
                .doesNotContain("\n");
        assertThat(context.warnings()).isEmpty();
    }

    @Test
    void noMoreThanTheBoundAreShown() {
        List<ModelStats> many = new ArrayList<>();
        for (int i = 0; i < SentNames.MAX_MODELS + 50; i++) {
            many.add(model("model " + i));
        }
        names.explain(many);
        assertThat(context.infos()).hasSize(SentNames.MAX_MODELS);
        assertThat(context.infos().get(SentNames.MAX_MODELS - 1)).endsWith("no more such models are told of");
    }
}
