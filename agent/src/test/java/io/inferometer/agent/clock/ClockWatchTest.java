package io.inferometer.agent.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.inferometer.agent.nativecode.CodeLinker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockWatchTest {

    private static final long SECOND = 1_000_000_000L;
    private static final double GIGAHERTZ = 2.7;

    @TempDir
    Path root;

    private final FakeClock clock = new FakeClock();
    private final FakeLinker linker = new FakeLinker();
    private final List<String> said = new ArrayList<>();
    private final List<String> warned = new ArrayList<>();
    private FakeMachine machine;
    private CodeLinker given;

    @BeforeEach
    void make() throws IOException {
        machine = new FakeMachine(root);
        given = linker;
    }

    private ClockWatch watch() {
        return new ClockWatch(clock, machine.platform(), () -> given, code -> {}, said::add, warned::add);
    }

    private ClockWatch following() {
        ClockWatch watch = watch();
        watch.run();
        clock.pass(SECOND, GIGAHERTZ);
        watch.run();
        assertThat(clock.isCounter()).isTrue();
        return watch;
    }

    @Test
    void followsTheCounterAfterASecond() {
        ClockWatch watch = watch();
        watch.run();
        clock.pass(SECOND - 1, GIGAHERTZ);
        watch.run();
        assertThat(clock.isCounter()).isFalse();
        assertThat(said).isEmpty();
        clock.pass(1, GIGAHERTZ);
        watch.run();
        assertThat(clock.isCounter()).isTrue();
        assertThat(said).containsExactly("clock=tsc applies: calls are timed by the time-stamp counter, at 2700 MHz");
        assertThat(warned).isEmpty();

        long begin = clock.nanos();
        clock.pass(10 * SECOND, GIGAHERTZ);
        assertThat(clock.nanos() - begin).isCloseTo(10 * SECOND, within(20L));
    }

    /** What is borne is half of what durations may be off by. */
    @ParameterizedTest
    @ValueSource(doubles = {-49e-6, 0, 49e-6})
    void bearsWhatTheKernelCorrects(double parted) {
        ClockWatch watch = following();
        for (int minute = 0; minute < 60 * 24; minute++) {
            clock.pass(60 * SECOND, GIGAHERTZ * (1 + parted));
            watch.run();
        }
        assertThat(clock.isCounter()).isTrue();
        assertThat(warned).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-51e-6, 51e-6, 0.25})
    void leavesACounterThatParts(double parted) {
        ClockWatch watch = following();
        clock.pass(60 * SECOND, GIGAHERTZ);
        watch.run();
        long begin = clock.nanos();
        clock.pass(59 * SECOND, GIGAHERTZ * (1 + parted));
        watch.run();
        assertThat(clock.isCounter()).as("before the minute is over").isTrue();
        clock.pass(SECOND, GIGAHERTZ * (1 + parted));
        watch.run();

        assertThat(clock.isCounter()).isFalse();
        assertThat(warned)
                .singleElement()
                .asString()
                .startsWith("clock=tsc was left: the time-stamp counter and System.nanoTime parted by "
                        + Math.round(parted * 1e6) + " ppm, more than 50");
        assertThat(clock.problem()).isEqualTo(warned.get(0));
        assertThat((clock.nanos() - begin) / (60.0 * SECOND)).isCloseTo(1 + parted, within(1e-8));

        begin = clock.nanos();
        for (int minute = 0; minute < 3; minute++) {
            clock.pass(60 * SECOND, GIGAHERTZ);
            watch.run();
        }
        assertThat(clock.isCounter()).as("for good").isFalse();
        assertThat(warned).hasSize(1);
        assertThat(clock.nanos() - begin).isEqualTo(180 * SECOND);
    }

    @Test
    void leavesACounterThatJumps() {
        ClockWatch watch = following();
        clock.pass(60 * SECOND, GIGAHERTZ);
        clock.jump(-(1L << 40));
        watch.run();
        assertThat(clock.isCounter()).isFalse();
        assertThat(warned).hasSize(1);
    }

    @Test
    void saysOnceWhatTheMachineLacks() throws IOException {
        machine.source("kvm-clock\n");
        ClockWatch watch = watch();
        for (int i = 0; i < 3; i++) {
            watch.run();
            clock.pass(SECOND, GIGAHERTZ);
        }
        refusedBecause("the system's clock source is kvm-clock and not tsc");
        assertThat(linker.calls).isEmpty();
    }

    @Test
    void saysOnceThatTheSystemRefusesTheCode() {
        linker.protectedWith = -1;
        ClockWatch watch = watch();
        watch.run();
        watch.run();
        refusedBecause("the system does not let memory be executed (mprotect)");
    }

    @Test
    void saysOnceThatTheCounterStandsStill() {
        ClockWatch watch = watch();
        watch.run();
        clock.pass(SECOND, 0);
        watch.run();
        watch.run();
        refusedBecause("the counter advanced by 0 in 1000000000 ns");
    }

    private void refusedBecause(String why) {
        assertThat(clock.isCounter()).isFalse();
        assertThat(warned)
                .singleElement()
                .asString()
                .startsWith("clock=tsc does not apply: ")
                .contains(why)
                .endsWith("; calls are timed by System.nanoTime, as with clock=nanotime");
        assertThat(clock.problem()).isEqualTo(warned.get(0));
        assertThat(clock.nanos()).isEqualTo(clock.time);
        assertThat(said).isEmpty();
    }

    @Test
    void triesAgainWhereThereWasNoMemory() {
        linker.atLink = new OutOfMemoryError("for the test");
        ClockWatch watch = watch();
        assertThatThrownBy(watch::run).isSameAs(linker.atLink);
        linker.atLink = null;
        watch.run();
        clock.pass(SECOND, GIGAHERTZ);
        watch.run();
        assertThat(clock.isCounter()).isTrue();
        assertThat(warned).isEmpty();
    }
}
