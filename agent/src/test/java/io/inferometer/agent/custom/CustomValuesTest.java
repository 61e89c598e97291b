package io.inferometer.agent.custom;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.record.SiteErrors;
import io.inferometer.agent.record.Switch;
import io.inferometer.exporter.api.CustomMetric;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CustomValuesTest {

    private final CustomValues values = new CustomValues();
    private final SiteErrors errors = new SiteErrors();
    private final Switch measuring = new Switch();
    private final ValueSite site = new ValueSite(values, errors, measuring);

    private long count(String result) {
        return values.samples().stream()
                .filter(sample -> sample.labels().equals(Map.of("result", result)))
                .mapToLong(sample -> (long) sample.value())
                .sum();
    }

    private List<CustomMetric> take() {
        values.drain();
        return taken();
    }

    private List<CustomMetric> taken() {
        List<CustomMetric> taken = List.copyOf(values.inWindow());
        values.beginWindow();
        return taken;
    }

    @Test
    void aValueKeepsItsNameItsStepAndItsTime() {
        long before = System.currentTimeMillis();
        site.put("loss", 0.5, 3);
        assertThat(take()).singleElement().satisfies(metric -> {
            assertThat(metric.name()).isEqualTo("loss");
            assertThat(metric.value()).isEqualTo(0.5);
            assertThat(metric.step()).isEqualTo(3);
            assertThat(metric.atMillis()).isBetween(before, System.currentTimeMillis());
        });
    }

    @Test
    void badInputIsIgnoredAndCountedByReason() {
        site.put(null, 1, 1);
        site.put("", 1, 1);
        site.put("x".repeat(1_001), 1, 1);
        site.put("x", Double.NaN, 1);
        site.put("x", Double.NEGATIVE_INFINITY, 1);
        site.put("x", 1, -1);
        site.put("x".repeat(1_000), -1, Long.MAX_VALUE);
        assertThat(take()).hasSize(1);
        assertThat(count("recorded")).isEqualTo(1);
        assertThat(count("bad_name")).isEqualTo(3);
        assertThat(count("not_finite")).isEqualTo(2);
        assertThat(count("negative_step")).isEqualTo(1);
        assertThat(values.complaint())
                .isEqualTo("2 not finite, 3 without a name of 1 to 1000 characters, 1 with a negative step");
        assertThat(errors.count()).isZero();
    }

    @Test
    void namesThatCannotBeShownAreReplacedAndStayApart() {
        String[] names = {"loss\n", "loss\r", "loss\u202E", "loss\uD800", "x".repeat(999) + "\n"};
        for (String name : names) {
            site.put(name, 1, 1);
        }
        assertThat(take())
                .extracting(CustomMetric::name)
                .hasSize(names.length)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> {
                    assertThat(name).hasSizeLessThanOrEqualTo(1_000);
                    assertThat(name.codePoints().allMatch(PlainText::isPlain)).isTrue();
                });
    }

    @Test
    void nothingIsSaidOfWhatNobodyUses() {
        assertThat(values.samples()).isEmpty();
        assertThat(values.complaint()).isEmpty();
    }

    @Test
    void whatDoesNotFitIsCounted() {
        AtomicInteger woken = new AtomicInteger();
        values.onNearlyFull(woken::incrementAndGet);
        for (int i = 0; i < 5_000; i++) {
            site.put("loss", i, i);
        }
        assertThat(woken.get()).as("before it is full").isGreaterThan(5_000 - 4_096);
        assertThat(take()).hasSize(4_096).last().extracting(CustomMetric::step).isEqualTo(4_095L);
        assertThat(count("recorded")).isEqualTo(4_096);
        assertThat(count("overflow")).isEqualTo(904);
    }

    @Test
    void oneWindowIsBoundedHoweverOftenItIsDrained() {
        for (int i = 0; i < 10_000; i++) {
            site.put("loss", i, i);
            values.drain();
        }
        assertThat(taken()).hasSize(4_096);
        assertThat(count("recorded")).isEqualTo(4_096);
        assertThat(count("overflow")).isEqualTo(10_000 - 4_096);
    }

    @Test
    void threadsLoseNothingThatIsNotCounted() throws InterruptedException {
        int each = 20_000;
        AtomicLong taken = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    site.put("loss", i, i);
                }
            });
            threads.add(thread);
            thread.start();
        }
        while (threads.stream().anyMatch(Thread::isAlive)) {
            taken.addAndGet(take().size());
        }
        for (Thread thread : threads) {
            thread.join();
        }
        taken.addAndGet(take().size());
        assertThat(count("recorded")).isEqualTo(taken.get());
        assertThat(values.samples().stream().mapToDouble(MetricSample::value).sum())
                .isEqualTo(4.0 * each);
    }

    @Test
    void whileItIsOffNothingIsRecorded() {
        measuring.set(false);
        site.put("loss", 1, 1);
        assertThat(values.samples()).isEmpty();
        measuring.set(true);
        site.put("loss", 1, 1);
        assertThat(take()).hasSize(1);
    }
}
