package io.inferometer.agent.delivery;

import static io.inferometer.agent.delivery.TestExporters.await;
import static io.inferometer.agent.delivery.TestExporters.define;
import static io.inferometer.agent.delivery.TestExporters.made;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.MissingSettingException;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.fixture.GivenSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When exporters are made, by which thread and loader, and what is said if one cannot be. */
@Timeout(60)
class ExporterCreationTest {

    private final Rig rig = new Rig();

    @AfterEach
    void end() throws InterruptedException {
        rig.close();
    }

    @Test
    void aMissingSettingTurnsOneExporterOffWithOneLine() {
        made("sagemaker-metrics", created -> {
            throw new MissingSettingException("set sagemaker-metrics.trial-component");
        });
        define("file", rig::keep);
        rig.start("sagemaker-metrics", "file");
        rig.offer(1, 1);
        await(
                "off",
                () -> !rig.context.warnings.isEmpty() && !rig.threads().get(0).isAlive());
        rig.offer(2, 5);
        await("the other delivered", () -> rig.stats("file").delivered() == 5);
        assertThat(rig.context.warnings)
                .containsExactly("exporter sagemaker-metrics is off: set sagemaker-metrics.trial-component");
        assertThat(rig.stats("sagemaker-metrics").pending())
                .as("nothing is kept for it")
                .isZero();
        assertThat(rig.stats("sagemaker-metrics").expired()).isEqualTo(1);
        assertThat(rig.stats("sagemaker-metrics").lastError()).isEqualTo("set sagemaker-metrics.trial-component");
    }

    @Test
    void anExporterThatCannotBeMadeIsTriedAgain() {
        AtomicInteger attempts = new AtomicInteger();
        made("file", created -> {
            if (attempts.incrementAndGet() <= 2) {
                TestExporters.<RuntimeException>sneak(new AssertionError("broken"));
            }
            return rig::keep;
        });
        rig.start("file");
        rig.offer(1, 1);
        await("made in the end", () -> rig.stats("file").delivered() == 1);
        assertThat(rig.context.warnings)
                .singleElement()
                .asString()
                .startsWith("exporter file: ")
                .contains("broken");
        assertThat(rig.stats("file").retries()).isEqualTo(2);
        assertThat(rig.stats("file").pending()).isZero();
    }

    @Test
    void anExporterWhoseClassesRanOutOfMemoryIsMadeAnewInAnotherLoader() {
        AtomicInteger attempts = new AtomicInteger();
        define("file", window -> {
            if (attempts.incrementAndGet() == 1) {
                throw new NoClassDefFoundError("Could not initialize class org.example.Broken");
            }
            return rig.keep(window);
        });
        rig.start("file");
        rig.offer(1, 3);
        await("all delivered", () -> rig.stats("file").delivered() == 3);
        assertThat(rig.loaders).hasSize(2);
        assertThat(rig.stats("file").pending()).isZero();
    }

    @Test
    void anExporterThatLacksAClassOfAJarThatWasOverwrittenIsOffWithOneLine() {
        rig.jarChanged.set(true);
        define("file", window -> {
            throw new NoClassDefFoundError("org/example/Late");
        });
        rig.start("file");
        rig.offer(1, 3);
        await("off", () -> !rig.threads().get(0).isAlive());
        rig.offer(4, 5);
        assertThat(rig.context.warnings)
                .singleElement()
                .asString()
                .startsWith("exporter file is off: ")
                .contains("org/example/Late");
        assertThat(rig.stats("file").pending()).isZero();
        assertThat(rig.stats("file").expired()).isEqualTo(3);
        assertThat(rig.loaders).hasSize(1);
    }

    @Test
    void whileItIsTurnedOffNothingIsKeptForIt() {
        define("file", rig::keep);
        rig.start("file");
        rig.offer(1, 1);
        await("delivered", () -> rig.stats("file").delivered() == 1);
        rig.exporters.setEnabled("file", false);
        assertThat(rig.exporters.isEnabled("file")).isFalse();
        rig.offer(2, 4);
        assertThat(rig.stats("file").pending()).isZero();
        rig.exporters.setEnabled("file", true);
        rig.offer(5, 5);
        await("delivered", () -> rig.stats("file").delivered() == 2);
        assertThat(rig.delivered).containsExactly(1L, 5L);
    }

    @Test
    void itIsMadeCalledAndClosedByItsOwnThreadWithItsFamilysLoader() throws InterruptedException {
        List<String> seen = new CopyOnWriteArrayList<>();
        AtomicReference<ClassLoader> loader = new AtomicReference<>();
        Runnable look = () -> {
            seen.add(Thread.currentThread().getName());
            loader.set(Thread.currentThread().getContextClassLoader());
        };
        made("file", created -> {
            look.run();
            return new Exporter() {
                @Override
                public Delivery export(Window window) {
                    look.run();
                    return Delivery.delivered();
                }

                @Override
                public void close() {
                    look.run();
                }
            };
        });
        rig.start("file");
        assertThat(rig.loaders)
                .as("nothing is loaded before there is something to export")
                .isEmpty();
        rig.offer(1, 1);
        rig.close(Duration.ofSeconds(10));
        assertThat(seen).hasSize(3).containsOnly("inferometer-exporter-file");
        assertThat(loader.get()).isSameAs(rig.loaders.get(0));
    }

    @Test
    void exportersOfAFamilyShareALoaderAndOthersDoNot() {
        define("sagemaker-metrics", rig::keep);
        define("sagemaker-edge", rig::keep);
        define("file", rig::keep);
        rig.start("sagemaker-metrics", "sagemaker-edge", "file");
        rig.offer(1, 1);
        await("all delivered", () -> rig.delivered.size() == 3);
        assertThat(rig.loaders).extracting(loader -> loader.family).containsExactlyInAnyOrder("aws", "file");
    }

    @Test
    void withoutNamesThereAreNone() {
        rig.start();
        assertThat(rig.exporters.isEmpty()).isTrue();
        assertThat(rig.exporters.stats()).isEmpty();
    }

    /** Its family is not asked for what its row says it lacks. */
    @Test
    void anExporterThatLacksASettingIsNotMade() {
        AtomicInteger made = new AtomicInteger();
        TestExporters.made("sagemaker-metrics", context -> {
            made.incrementAndGet();
            return rig::keep;
        });
        GivenSettings nothing = new GivenSettings(TestExporters.RESOURCE);
        Families families = new Families(TestExporters.FamilyLoader::new, () -> false);
        assertThatThrownBy(() -> families.create("sagemaker-metrics", nothing))
                .isInstanceOf(MissingSettingException.class)
                .hasMessageStartingWith("sagemaker-metrics.trial-component is missing: set it to ");
        assertThat(made).hasValue(0);
        families.create("sagemaker-metrics", nothing.with("sagemaker-metrics.trial-component", "trial"));
        assertThat(made).hasValue(1);
    }
}
