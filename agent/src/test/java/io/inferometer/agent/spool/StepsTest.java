package io.inferometer.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepsTest {

    /** Of 2026-01-02T03:04:05Z. */
    private static final long NOW = 1_767_323_045_000L;

    private static final long STEP = 189_486_245;

    @TempDir
    private Path directory;

    private static Window window(long endMillis) {
        return Window.of(Windows.resource("run"), 1, endMillis - 1, endMillis).build();
    }

    /** A new start of the JVM. */
    private Steps start() throws IOException {
        Steps steps = new Steps(directory);
        steps.read();
        return steps;
    }

    private static long give(Steps steps, long endMillis) throws IOException {
        long step = steps.give(window(endMillis)).step();
        steps.write();
        return step;
    }

    @Test
    void aStepIsTheSecondOfTheEndOrOneMoreThanTheLast() throws IOException {
        Steps steps = start();
        assertThat(give(steps, NOW)).isEqualTo(STEP);
        assertThat(give(steps, NOW + 10_999)).isEqualTo(STEP + 10);
        assertThat(give(steps, NOW + 10_999)).isEqualTo(STEP + 11);
        assertThat(give(steps, NOW + 11_500)).isEqualTo(STEP + 12);
        assertThat(give(steps, NOW + 13_000)).isEqualTo(STEP + 13);
    }

    /** However the clock runs and whenever the JVM starts anew, killed or not. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void stepsGrowStrictly(long seed) throws IOException {
        Random random = new Random(seed);
        Steps steps = start();
        long clock = NOW;
        long last = 0;
        for (int window = 0; window < 2_000; window++) {
            clock += switch (random.nextInt(6)) {
                case 0 -> -random.nextInt(7_200_000);
                case 1, 2 -> 0;
                case 3 -> random.nextInt(1_000);
                default -> random.nextInt(20_000);
            };
            if (random.nextInt(5) == 0) {
                steps = start();
            }
            long step = give(steps, clock);
            assertThat(step).isEqualTo(Math.max(last + 1, Math.floorDiv(clock, 1_000) - 1_577_836_800));
            last = step;
        }
    }

    @Test
    void aWindowKeepsItsStep() throws IOException {
        Steps steps = start();
        Window window = steps.give(window(NOW));
        assertThat(steps.give(steps.give(window(NOW)))).isNotEqualTo(window);
        assertThat(steps.give(window)).isSameAs(window);
    }

    @Test
    void jvmsThatShareADirectoryStoreTheGreatestStep() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Long>> last = new ArrayList<>();
            // A file is locked by a process, so within one they take turns.
            Object turn = new Object();
            for (int jvm = 0; jvm < 4; jvm++) {
                long ahead = jvm * 1_000L;
                last.add(threads.submit(() -> {
                    Steps steps = start();
                    long step = 0;
                    for (int window = 0; window < 200; window++) {
                        step = steps.give(window(NOW + ahead)).step();
                        synchronized (turn) {
                            steps.write();
                        }
                    }
                    return step;
                }));
            }
            long greatest = 0;
            for (Future<Long> each : last) {
                greatest = Math.max(greatest, each.get());
            }
            assertThat(start().give(window(NOW)).step()).isEqualTo(greatest + 1);
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1234", "no number", "\u007f2345678"})
    void aDamagedFileIsNoStepAndIsReplaced(String content) throws IOException {
        Files.writeString(directory.resolve(Steps.FILE), content);
        Steps steps = start();
        assertThat(give(steps, NOW)).isEqualTo(STEP);
        assertThat(give(start(), NOW)).isEqualTo(STEP + 1);
    }
}
