package io.inferometer.agent.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.custom.CustomValues;
import io.inferometer.agent.model.LoadEvent;
import io.inferometer.agent.model.ModelRegistry;
import io.inferometer.agent.record.Recorder;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.weave.ModelSites;
import io.inferometer.agent.weave.Sites;
import io.inferometer.agent.weave.WovenLoader;
import io.inferometer.exporter.api.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.example.models.Embedder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real library, woven in this process, on a real model. */
class OnnxRuntimeTest {

    private static final Recorder RECORDER = new Recorder();
    private static final ModelRegistry REGISTRY =
            new ModelRegistry(RECORDER, 100, Map.of("tiny-graph-to-rename", "renamed"));
    private static final List<LoadEvent> LOADS = new ArrayList<>();
    private static final SiteErrors ERRORS = new SiteErrors();
    private static final Libraries LIBRARIES = new Libraries(LibraryIndex.entries(), List.of());
    private static final Sites SITES = new Sites(
            LIBRARIES,
            new ModelSites(
                    RECORDER,
                    REGISTRY,
                    failure -> Outcome.SERVER_ERROR,
                    LOADS::add,
                    new CustomValues(),
                    ERRORS,
                    (method, problem) -> {
                        throw new AssertionError(method + " " + problem);
                    },
                    stage -> null));

    /** One for all tests: a native library belongs to one loader. */
    private static Object embedder;

    /** Calls and items since the test began, by model and outcome. */
    private final Map<String, List<Long>> calls = new TreeMap<>();

    @TempDir
    private Path directory;

    @BeforeAll
    static void weave() throws ReflectiveOperationException {
        WovenLoader loader = new WovenLoader(
                OnnxRuntimeTest.class.getClassLoader(),
                SITES,
                name -> name.startsWith("ai.onnxruntime.") || name.startsWith(Embedder.class.getName()),
                List.of(LIBRARIES.get("onnxruntime")),
                false);
        embedder = loader.loadClass(Embedder.class.getName())
                .getDeclaredConstructor()
                .newInstance();
    }

    @BeforeEach
    void forget() {
        drain();
        calls.clear();
        LOADS.clear();
    }

    private void drain() {
        RECORDER.drain((model, outcome, nanos, items) -> {
            assertThat(nanos).isPositive();
            calls.computeIfAbsent(REGISTRY.id(model) + " " + outcome, key -> new ArrayList<>())
                    .add(items);
        });
    }

    private static String call(String method, Class<?> type, Object argument) throws ReflectiveOperationException {
        return (String) embedder.getClass().getMethod(method, type).invoke(embedder, argument);
    }

    private void assertSevenCalls(String model) {
        drain();
        assertThat(calls).containsOnlyKeys(model + " 0", model + " 2");
        assertThat(calls.get(model + " 0")).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(calls.get(model + " 2")).containsExactly(2L);
        assertThat(LOADS)
                .extracting(event -> REGISTRY.id(event.model()) + " " + event.kind())
                .containsExactly(model + " LOADED", model + " CLOSED");
        assertThat(ERRORS.first()).isEmpty();
    }

    @Test
    void aModelFromAFileIsNamedAfterItAndEveryCallOfItCountsOnceWithItsBatch() throws Exception {
        Path file = Files.write(directory.resolve("mini.lm.onnx"), TinyOnnx.identity("graph", 3));
        assertThat(call("fromFile", String.class, file.toString()))
                .isEqualTo("true true true true true true OrtException");
        assertSevenCalls("onnxruntime/mini.lm");
    }

    @Test
    void aModelFromBytesIsNamedAfterTheClassThatLoadsIt() throws Exception {
        assertThat(call("fromBytes", byte[].class, TinyOnnx.identity("graph", 3)))
                .isEqualTo("true true true true true true OrtException");
        assertSevenCalls("onnxruntime/Embedder");
    }

    @Test
    void aModelThatCarriesANameTheUserHasRenamedIsShownAsThat() throws Exception {
        call("fromBytes", byte[].class, TinyOnnx.identity("tiny-graph-to-rename", 3));
        assertSevenCalls("onnxruntime/renamed");
    }

    @Test
    void aModelThatCannotBeLoadedIsAFailedLoadAndTheApplicationsOwnException() throws Exception {
        Path file = Files.write(directory.resolve("broken.onnx"), new byte[] {1, 2, 3});
        assertThat(call("broken", String.class, file.toString())).isEqualTo("OrtException");
        assertThat(LOADS)
                .extracting(event -> REGISTRY.id(event.model()) + " " + event.kind())
                .containsExactly("onnxruntime/broken FAILED");
    }

    @Test
    void aSecondCloseIsRefusedByTheLibraryAndNotCounted() throws Exception {
        assertThat(call("closedTwice", byte[].class, TinyOnnx.identity("graph", 3)))
                .isEqualTo("refused");
        assertThat(LOADS).extracting(LoadEvent::kind).containsExactly(LoadEvent.Kind.LOADED, LoadEvent.Kind.CLOSED);
    }

    @Test
    void itsMethodsAreListed() {
        assertThat(SITES.instrumented().of("onnxruntime"))
                .contains("ai.onnxruntime.OrtSession.close()")
                .anyMatch(method -> method.startsWith("ai.onnxruntime.OrtSession.run(java.util.Map,java.util.Set"))
                .filteredOn(method -> method.contains("createSession"))
                .hasSize(3);
        assertThat(SITES.notMeasured().count()).isZero();
    }
}
