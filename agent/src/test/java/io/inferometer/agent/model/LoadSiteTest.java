package io.inferometer.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.library.Engine;
import io.inferometer.agent.library.Naming;
import io.inferometer.agent.library.Reading;
import io.inferometer.agent.reader.Expression;
import io.inferometer.agent.record.Model;
import io.inferometer.agent.record.Recorder;
import io.inferometer.agent.record.Site;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.record.Switch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.example.models.Loader;
import org.junit.jupiter.api.Test;

class LoadSiteTest {

    /** Names models by what they are loaded from if that is a text; their own name is what they print. */
    private static final class TextSource implements ModelSource {
        private int askedForEmbeddedName;

        @Override
        public String nameOf(Object argument, Object result) {
            return argument instanceof String text ? text.substring(text.lastIndexOf('/') + 1) : null;
        }

        /** A text with a slash is a path; its name is the same for all. */
        @Override
        public String pathOf(Object argument) {
            return argument instanceof String text && text.indexOf('/') >= 0 ? text : null;
        }

        @Override
        public boolean isPlumbing(String className) {
            return className.endsWith("$Plumbing") || className.startsWith("org.junit.");
        }

        @Override
        public String embeddedName(Object instance) {
            askedForEmbeddedName++;
            return instance.toString();
        }
    }

    private final TextSource source = new TextSource();
    private final SiteErrors errors = new SiteErrors();
    private final Switch measuring = new Switch();
    private final List<LoadEvent> events = new ArrayList<>();
    private ModelRegistry registry = new ModelRegistry(new Recorder(), 10, Map.of());

    private LoadSite site() {
        return new LoadSite("lib", true, source, registry, events::add, errors, measuring);
    }

    private void load(Site site, Object argument, Object instance, Throwable failure) {
        var call = site.enter(null);
        site.exit(call, null, argument, instance, failure);
    }

    private String nameOf(Object instance) {
        Model model = registry.instances().get(instance);
        return model == null ? null : registry.id(model.index()).name();
    }

    @Test
    void aModelIsNamedAfterWhatItIsLoadedFrom() {
        Object instance = new Object();
        load(site(), "minilm", instance, null);
        assertThat(nameOf(instance)).isEqualTo("minilm");
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(LoadEvent.Kind.LOADED);
            assertThat(event.nanos()).isNotNegative();
            assertThat(event.endNanos()).isLessThanOrEqualTo(System.nanoTime());
            assertThat(event.failure()).isEmpty();
        });
        assertThat(source.askedForEmbeddedName).as("it may be expensive").isZero();
    }

    @Test
    void twoFilesOfOneNameAreTwoModelsWhileBothAreOpen() {
        Object fraud = new Object();
        Object churn = new Object();
        load(site(), "/m/fraud/1/model", fraud, null);
        load(site(), "/m/churn/1/model", churn, null);
        assertThat(nameOf(fraud)).isEqualTo("model");
        assertThat(nameOf(churn)).isEqualTo("churn/model");

        UnloadSite unload = new UnloadSite(source, registry, events::add, errors, measuring);
        for (int i = 0; i < 2; i++) {
            unload.exit(unload.enter(fraud), fraud, null, null, null);
        }
        Object later = new Object();
        load(site(), "/m/churn/2/model", later, null);
        assertThat(nameOf(later)).isEqualTo("model");
        assertThat(registry.nextLine()).isNull();
    }

    @Test
    void whatAnInnerLoadReturnsOrThrowsCountsOnce() {
        Object instance = new Object();
        load(site(), "minilm", instance, null);
        load(site(), "minilm", instance, null);
        RuntimeException failure = new RuntimeException("no such file");
        load(site(), "minilm", null, failure);
        load(site(), "minilm", null, failure);
        assertThat(events).extracting(LoadEvent::kind).containsExactly(LoadEvent.Kind.LOADED, LoadEvent.Kind.FAILED);
    }

    @Test
    void plumbingIsSkippedOnTheWayOut() {
        Object instance = new Object();
        LoadSite site = site();
        Loader.load(() -> Loader.Plumbing.load(() -> {
            load(site, new byte[9], instance, null);
            return null;
        }));
        assertThat(nameOf(instance)).isEqualTo("Loader");
    }

    @Test
    void whereNobodyCallsItIsNamedAfterTheLibrary() throws InterruptedException {
        Object instance = new Object();
        Thread thread = new Thread(() -> load(site(), null, instance, null));
        thread.start();
        thread.join();
        assertThat(nameOf(instance)).isEqualTo("lib");
    }

    @Test
    void aModelsOwnNameCountsWhenTheUserHasRenamedIt() {
        registry = new ModelRegistry(new Recorder(), 10, Map.of("torch_jit", "minilm", "file", "shown"));
        load(site(), "model", "torch_jit", null);
        assertThat(nameOf("torch_jit")).isEqualTo("minilm");
        String other = new String("unknown");
        load(site(), "model", other, null);
        assertThat(nameOf(other)).isEqualTo("model");
        String third = new String("torch_jit");
        load(site(), "file", third, null);
        assertThat(nameOf(third)).as("the file's name comes first").isEqualTo("shown");
    }

    @Test
    void aFailedLoadIsCountedForTheModelThatDidNotCome() {
        load(site(), "broken", null, new IllegalStateException("no such file"));
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(LoadEvent.Kind.FAILED);
            assertThat(registry.id(event.model()).name()).isEqualTo("broken");
            assertThat(event.failure()).isEqualTo("java.lang.IllegalStateException: no such file");
        });
    }

    @Test
    void whileItIsOffNamesAreStillLearnt() {
        LoadSite site = site();
        measuring.set(false);
        Object instance = new Object();
        load(site, "minilm", instance, null);
        assertThat(nameOf(instance)).isEqualTo("minilm");
        assertThat(events).isEmpty();
    }

    @Test
    void whatIsClosedWhileItIsOffIsClosedIfItWasCounted() {
        UnloadSite close = new UnloadSite(source, registry, events::add, errors, measuring);
        Object counted = new Object();
        load(site(), "/m/1/model", counted, null);
        measuring.set(false);
        Object uncounted = new Object();
        load(site(), "/m/2/model", uncounted, null);
        close.exit(close.enter(uncounted), uncounted, null, null, new IllegalStateException("busy"));
        close.exit(close.enter(counted), counted, null, null, null);
        measuring.set(true);
        close.exit(close.enter(uncounted), uncounted, null, null, null);
        assertThat(events).extracting(LoadEvent::kind).containsExactly(LoadEvent.Kind.LOADED, LoadEvent.Kind.CLOSED);
        Object later = new Object();
        load(site(), "/m/3/model", later, null);
        assertThat(nameOf(later)).as("no file of that name is open").isEqualTo("model");
    }

    @Test
    void whereNothingIsReturnedNothingWasLoaded() {
        load(site(), "minilm", null, null);
        assertThat(events).isEmpty();
        load(new LoadSite("lib", false, source, registry, events::add, errors, measuring), "minilm", null, null);
        assertThat(events).as("of a method without a result").hasSize(1);
    }

    @Test
    void aNumberTellsAModelToo() {
        Object instance = new Object();
        Site site = new LoadSite(
                "lib",
                true,
                new DeclaredNames(
                        Naming.NONE,
                        new Engine("", null, null, null, ""),
                        new Reading(Expression.parse("arg0"), null, null, null, null, null, null, null),
                        expression -> -1,
                        problem -> {}),
                registry,
                events::add,
                errors,
                measuring);
        site.exit(site.enter(null), null, 42L, instance, null);
        assertThat(nameOf(instance)).isEqualTo("42");
    }

    @Test
    void aSourceThatFailsIsReportedAndNotThrown() {
        load(
                new LoadSite(
                        "lib",
                        true,
                        new ModelSource() {
                            @Override
                            public String nameOf(Object argument, Object result) {
                                throw new IllegalStateException("no name");
                            }

                            @Override
                            public boolean isPlumbing(String className) {
                                return false;
                            }

                            @Override
                            public String embeddedName(Object instance) {
                                return null;
                            }
                        },
                        registry,
                        events::add,
                        errors,
                        measuring),
                "x",
                new Object(),
                null);
        assertThat(errors.first()).contains("no name");
    }

    @Test
    void aCloseIsCountedOnceForAKnownInstance() {
        Object instance = new Object();
        load(site(), "minilm", instance, null);
        events.clear();
        UnloadSite close = new UnloadSite(source, registry, events::add, errors, measuring);
        var first = close.enter(instance);
        close.exit(first, instance, null, null, null);
        var second = close.enter(instance);
        close.exit(second, instance, null, null, new IllegalStateException("closed already"));
        var unknown = close.enter(this);
        close.exit(unknown, this, null, null, null);
        assertThat(events).extracting(LoadEvent::kind).containsExactly(LoadEvent.Kind.CLOSED);
    }

    @Test
    void aCloseThatALibraryAllowsTwiceIsCountedOnce() {
        Object instance = new Object();
        load(site(), "minilm", instance, null);
        events.clear();
        UnloadSite close = new UnloadSite(source, registry, events::add, errors, measuring);
        for (int i = 0; i < 2; i++) {
            close.exit(close.enter(instance), instance, null, null, null);
        }
        assertThat(events).hasSize(1);
    }

    @Test
    void aCloseThatFailsIsToldOfAndTheInstanceStays() {
        Object instance = new Object();
        load(site(), "minilm", instance, null);
        events.clear();
        UnloadSite close = new UnloadSite(source, registry, events::add, errors, measuring);
        close.exit(close.enter(instance), instance, null, null, new IllegalStateException("busy"));
        close.exit(close.enter(instance), instance, null, null, null);
        assertThat(events)
                .extracting(LoadEvent::kind)
                .containsExactly(LoadEvent.Kind.CLOSE_FAILED, LoadEvent.Kind.CLOSED);
        assertThat(events.get(0).failure()).endsWith("busy");
    }

    @Test
    void anInstanceFromBeforeTheAgentHasItsOwnNameOrTheLibrarys() {
        LoadedInstances finder = new LoadedInstances("lib", source, registry);
        String early = new String("embedded");
        Model model = finder.find(early, null);
        assertThat(registry.id(model.index()).name()).isEqualTo("embedded");
        assertThat(finder.find(early, null)).isSameAs(model);
        assertThat(source.askedForEmbeddedName).as("asked once").isEqualTo(1);
    }
}
