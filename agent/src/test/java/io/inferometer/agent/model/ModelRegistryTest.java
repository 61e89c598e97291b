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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("safety")
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

    private static final String SIGNED =
            "https://b.s3.amazonaws.com/bert.onnx?X-Amz-Date=2026%dT0Z&v=1&X-Amz-Signature=";

    private static String name(ModelRegistry registry, String found) {
        return registry.id(registry.model("x", found, "").index()).name();
    }

    @Test
    void modelsThatDifferInSecretsAloneStayApart() {
        ModelRegistry large = registry(10, Map.of());
        for (int again = 0; again < 2; again++) {
            assertThat(name(large, "http://u:one@h/bert")).isEqualTo("http://***@h/bert");
            assertThat(name(large, "http://u:two@h/bert")).isEqualTo("http://***@h/bert#2");
            assertThat(name(large, "http://u:six@h/bert")).isEqualTo("http://***@h/bert#3");
            assertThat(name(large, "http://***@h/bert")).isEqualTo("http://***@h/bert#4");
            assertThat(name(large, "http://***@h/bert#2")).isEqualTo("http://***@h/bert#2#2");
        }
        assertThat(large.id(large.model("x", "m", "http://u:one@h/1").index()))
                .isEqualTo(new ModelId("x", "m", "http://***@h/1"));
        assertThat(large.id(large.model("x", "m", "http://u:two@h/1").index()))
                .isEqualTo(new ModelId("x", "m#2", "http://***@h/1"));
        assertThat(large.size()).isEqualTo(7);
    }

    @Test
    void noMoreOfThemThanTheLimit() {
        for (int i = 0; i < 1000; i++) {
            registry.model("x", "http://u:" + i + "@h/bert", "");
        }
        assertThat(registry.size()).isEqualTo(4);
        assertThat(name(registry, "http://u:7@h/bert")).isEqualTo("_other_");
        assertThat(name(registry, "http://u:1@h/bert")).isEqualTo("http://***@h/bert#2");
    }

    @Test
    void eachSigningOfAnAddressIsTheSameModel() {
        Model first = registry.model("x", SIGNED.formatted(1) + "0af", "");
        assertThat(registry.model("x", SIGNED.formatted(2) + "1bf", "")).isSameAs(first);
        assertThat(registry.id(first.index()).name()).isEqualTo(SIGNED.replace("2026%dT0Z", "***") + "***");
        String longer = "x".repeat(300) + "?v=1&sig=";
        Model second = registry.model("x", longer + "a", "");
        assertThat(second).isNotSameAs(first);
        assertThat(registry.model("x", longer + "b", "")).isSameAs(second);
        assertThat(registry.model("x", longer.replace("v=1", "v=2") + "b", "")).isNotSameAs(second);
    }

    @Test
    void aLongNameIsMaskedBeforeItIsCut() {
        assertThat(name(registry, "https://hunter2" + "x".repeat(300) + "@host/bert"))
                .isEqualTo("https://***@host/bert");
        assertThat(name(registry, "https:/u:hunter2" + "x".repeat(300) + "@host/bert"))
                .isEqualTo("https:/***@host/bert");
    }

    @Test
    void aNameThatIsNoAddressIsAnIdentity() {
        String[] names = {"password=a", "token: b", "u:hunter2@host", "C:/models/bert@large", "bert:large@2.1"};
        ModelRegistry large = registry(10, Map.of());
        for (String each : names) {
            assertThat(name(large, each)).isEqualTo(each);
        }
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
