package io.inferometer.exporter.aws.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.ModelId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EndpointDimensionsTest {

    @Test
    void aModelIsNamedAsEverywhere() {
        assertThat(EndpointDimensions.model(new ModelId("djl", "bert", ""))).isEqualTo("djl/bert");
        assertThat(EndpointDimensions.model(new ModelId("djl", "bert base", "2")))
                .isEqualTo("djl/bert base@2");
    }

    @Test
    void modelsThatWouldReadTheSameAreKeptApart() {
        Set<String> names = new HashSet<>();
        for (ModelId id : List.of(
                new ModelId("djl", "a", ""),
                new ModelId("djl", "a@1", ""),
                new ModelId("djl", "a", "1"),
                new ModelId("djl", "a", "1@2"),
                new ModelId("djl", "a@1", "2"),
                new ModelId("djl", "ü", ""),
                new ModelId("djl", "ö", ""),
                new ModelId("djl", "x".repeat(2000), ""),
                new ModelId("djl", "x".repeat(2001), ""))) {
            String name = EndpointDimensions.model(id);
            assertThat(name).matches("[ -~]{1,1024}");
            assertThat(names.add(name)).as(name).isTrue();
        }
    }
}
