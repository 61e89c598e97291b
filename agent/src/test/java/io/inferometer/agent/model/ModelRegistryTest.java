package io.inferometer.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.record.Model;
import io.inferometer.agent.record.Recorder;
import io.inferometer.exporter.api.ModelId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelRegistryTest {

    private final ModelRegistry registry = registry(3, Map.of());

    private static ModelRegistry registry(int maxSeries, Map<String, String> renames) {
        return new ModelRegistry(new Recorder(), maxSeries, renames);
    }

    @Test
    void libraryNameAndVersionTellModelsApart() {
        Model first = registry.model("onnxruntime", "a", "1");
        assertThat(registry.model("onnxruntime", "a", "1")).isSameAs(first);
        assertThat(registry.model("onnxruntime", "a", "2")).isNotSameAs(first);
        assertThat(registry.model("djl", "a", "1")).isNotSameAs(first);
        assertThat(registry.id(first.index())).isEqualTo(new ModelId("onnxruntime", "a", "1"));
        assertThat(registry.model(first.index())).isSameAs(first);
        assertThat(registry.size()).isEqualTo(3);
    }

    @Test
    void beyondTheLimitEverythingIsOtherByLibrary() {
        registry.model("onnxruntime", "a", "");
        registry.model("onnxruntime", "b", "");
        Model last = registry.model("onnxruntime", "c", "");
        Model other = registry.model("onnxruntime", "d", "7");
        assertThat(registry.id(other.index())).isEqualTo(new ModelId("onnxruntime", "_other_", ""));
        assertThat(registry.model("onnxruntime", "e", "")).isSameAs(other);
        assertThat(registry.model("onnxruntime", "c", ""))
                .as("known models stay")
                .isSameAs(last);
        Model otherOfDjl = registry.model("djl", "a", "");
        assertThat(registry.id(otherOfDjl.index())).isEqualTo(new ModelId("djl", "_other_", ""));
        assertThat(registry.size()).isEqualTo(5);
    }

    @Test
    void aModelIsShownUnderItsNewName() {
        ModelRegistry renaming = registry(10, Map.of("torch_jit", "minilm"));
        Model model = renaming.model("onnxruntime", "torch_jit", "");
        assertThat(renaming.id(model.index()).name()).isEqualTo("minilm");
        assertThat(renaming.model("onnxruntime", "minilm", "")).isSameAs(model);
        assertThat(renaming.model("onnxruntime", "other", "")).isNotSameAs(model);
    }

    @Test
    void aModelWithoutANameIsNamedAfterItsLibrary() {
        assertThat(registry.id(registry.model("onnxruntime", "", "").index()).name())
                .isEqualTo("onnxruntime");
    }

    @Test
    void manyThreadsAgreeOnEveryModel() throws InterruptedException {
        ModelRegistry large = registry(1000, Map.of());
        Map<String, Set<Model>> found = new ConcurrentHashMap<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(() -> IntStream.range(0, 500).forEach(name -> {
                Model model = large.model("x", "m" + name, "");
                assertThat(large.id(model.index()).name()).isEqualTo("m" + name);
                found.computeIfAbsent("m" + name, key -> ConcurrentHashMap.newKeySet())
                        .add(model);
            })));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(found).hasSize(500);
        Set<Model> all = new HashSet<>();
        found.forEach((name, models) -> {
            assertThat(models).as(name).hasSize(1);
            all.addAll(models);
        });
        assertThat(all).hasSize(500);
        assertThat(large.size()).isEqualTo(500);
    }
}
