package io.inferometer.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.metric.SampleMetric;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SlowProbeTest {

    private static final String FAILED =
            SampleMetric.HOST_READS_FAILED.description().name();
    private static final String VALUE = SampleMetric.HOST_LOAD1.description().name();

    private static HostSampler sampler(Supplier<Double> source) {
        return new HostSampler(List.of(new SlowProbe<>(
                "test",
                source,
                (value, readings) -> readings.add(SampleMetric.HOST_LOAD1, value),
                new ThreadErrors())));
    }

    private static double value(HostStats stats, String name) {
        return stats.samples().stream()
                .filter(sample -> sample.name().equals(name))
                .mapToDouble(sample -> sample.value())
                .sum();
    }

    @Test
    void anAnswerThatComesInTimeIsOfThisLook() {
        int[] answers = {0};
        HostSampler sampler = sampler(() -> (double) ++answers[0]);

        assertThat(value(sampler.sample(), VALUE)).isEqualTo(1);
        HostStats second = sampler.sample();
        assertThat(value(second, VALUE)).isEqualTo(2);
        assertThat(value(second, FAILED)).isZero();
    }

    @Test
    void aSourceThatDoesNotComeBackIsAbsentAndCountedAndKeepsNobodyWaiting() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        AtomicReference<Thread> asked = new AtomicReference<>();
        HostSampler sampler = sampler(() -> {
            asked.set(Thread.currentThread());
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return 7.0;
        });
        long begin = System.nanoTime();
        HostStats first = sampler.sample();
        HostStats second = sampler.sample();
        HostStats third = sampler.sample();
        assertThat(System.nanoTime() - begin).isLessThan(2_000_000_000L);

        assertThat(Looks.names(first)).doesNotContain(VALUE);
        assertThat(value(first, FAILED)).isZero();
        assertThat(Looks.names(second)).doesNotContain(VALUE);
        assertThat(value(third, FAILED)).isEqualTo(2);
        assertThat(asked.get().getName()).isEqualTo("inferometer-test");
        assertThat(asked.get().isDaemon()).isTrue();

        release.countDown();
        HostStats later = sampler.sample();
        for (long end = System.nanoTime() + 10_000_000_000L; value(later, VALUE) == 0; later = sampler.sample()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(5);
        }
        double failures = value(later, FAILED);
        assertThat(value(sampler.sample(), FAILED)).isEqualTo(failures);
    }

    @Test
    void aSlowAnswerIsToldAtTheNextLook() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        int[] answers = {0};
        HostSampler sampler = sampler(() -> {
            try {
                first.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return (double) ++answers[0];
        });
        assertThat(Looks.names(sampler.sample())).doesNotContain(VALUE);
        first.countDown();
        Thread.sleep(200);

        assertThat(value(sampler.sample(), VALUE)).isPositive();
        assertThat(value(sampler.sample(), FAILED)).isZero();
    }

    /** The first answer comes at once, the next ones after the look's patience. */
    private static Supplier<Double> slowAfterTheFirst(Supplier<Double> answer) {
        int[] looks = {0};
        return () -> {
            if (looks[0]++ > 0) {
                // The next look unparks this thread.
                for (long end = System.nanoTime() + 400_000_000L; System.nanoTime() < end; ) {
                    LockSupport.parkNanos(10_000_000L);
                }
            }
            return answer.get();
        };
    }

    @Test
    void aFailureIsCountedOnceHoweverOftenItsAnswerIsTold() {
        HostSampler sampler = sampler(slowAfterTheFirst(() -> {
            throw new IllegalStateException("no driver");
        }));

        assertThat(value(sampler.sample(), FAILED)).isEqualTo(1);
        assertThat(value(sampler.sample(), FAILED)).as("the same answer").isEqualTo(1);
        assertThat(value(sampler.sample(), FAILED)).as("no answer").isEqualTo(2);
    }

    @Test
    void whatFailedInAnAnswerIsCountedOnceHoweverOftenItIsTold() {
        HostSampler sampler = new HostSampler(List.of(new SlowProbe<>(
                "test",
                slowAfterTheFirst(() -> 4.0),
                (value, readings) -> {
                    readings.add(SampleMetric.HOST_LOAD1, value);
                    readings.failed("test", 3);
                },
                new ThreadErrors())));

        assertThat(value(sampler.sample(), FAILED)).isEqualTo(3);
        HostStats again = sampler.sample();
        assertThat(value(again, VALUE)).as("the same answer").isEqualTo(4);
        assertThat(value(again, FAILED)).isEqualTo(3);
        assertThat(value(sampler.sample(), FAILED)).as("no answer").isEqualTo(4);
    }

    @Test
    void aThreadThatCannotBeStartedIsTriedAgainAtTheNextLook() {
        boolean[] exhausted = {true};
        ThreadErrors errors = new ThreadErrors();
        SlowProbe<Double> probe = new SlowProbe<>(
                "test",
                () -> 5.0,
                (value, readings) -> readings.add(SampleMetric.HOST_LOAD1, value),
                errors,
                thread -> {
                    if (exhausted[0]) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    thread.start();
                });
        HostSampler sampler = new HostSampler(List.of(probe));

        HostStats without = sampler.sample();
        assertThat(Looks.names(without)).doesNotContain(VALUE).contains(Looks.SET_BACK);
        assertThat(value(without, FAILED)).isEqualTo(1);
        assertThat(errors.count()).isEqualTo(1);
        exhausted[0] = false;
        HostStats with = sampler.sample();
        assertThat(value(with, VALUE)).isEqualTo(5);
        assertThat(value(with, FAILED)).isEqualTo(1);
    }

    @Test
    void aSourceThatThrowsIsAbsentAndCountedUntilItAnswers() {
        boolean[] broken = {true};
        HostSampler sampler = sampler(() -> {
            if (broken[0]) {
                throw new UnsatisfiedLinkError("no such library");
            }
            return 3.0;
        });

        HostStats failing = sampler.sample();
        assertThat(Looks.names(failing)).doesNotContain(VALUE);
        assertThat(value(failing, FAILED)).isEqualTo(1);
        broken[0] = false;
        HostStats well = sampler.sample();
        assertThat(value(well, VALUE)).isEqualTo(3);
        assertThat(value(well, FAILED)).isEqualTo(1);
    }
}
