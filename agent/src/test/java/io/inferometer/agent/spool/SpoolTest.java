package io.inferometer.agent.spool;

import static io.inferometer.agent.spool.SpoolFixture.BOTH;
import static io.inferometer.agent.spool.SpoolFixture.CLOUD;
import static io.inferometer.agent.spool.SpoolFixture.FILE;
import static io.inferometer.agent.spool.SpoolFixture.drain;
import static io.inferometer.agent.spool.SpoolFixture.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    @TempDir
    private Path directory;

    private SpoolFixture fixture;

    @BeforeEach
    void begin() {
        fixture = new SpoolFixture(directory.resolve("base"));
    }

    @Test
    void touchesNoFileBeforeThereIsAWindow() {
        try (Spool spool = fixture.next("run")) {
            assertThat(spool.oldest("cloud")).isEmpty();
            spool.acknowledge("cloud", Windows.small("run", 1));
            assertThat(spool.stats("cloud")).isEqualTo(SpoolStats.NONE);
            assertThat(spool.keep(Windows.small("run", 1), List.of("nobody"))).isFalse();
        }
        assertThat(fixture.base).doesNotExist();
        assertThat(fixture.warnings).isEmpty();
    }

    @Test
    void aWindowIsKeptForEachExporterUntilItAcknowledges() {
        try (Spool spool = fixture.spool("run")) {
            Window first = Windows.small("run", 1);
            Window second = Windows.small("run", 2);
            assertThat(spool.keep(first, BOTH)).isTrue();
            assertThat(spool.keep(second, CLOUD)).isTrue();
            assertThat(spool.oldest("file")).contains(first);
            spool.acknowledge("cloud", first);
            assertThat(spool.oldest("cloud")).contains(second);
            assertThat(spool.oldest("file")).contains(first);
            spool.acknowledge("file", first);
            assertThat(spool.oldest("file")).isEmpty();
            assertThat(spool.stats("file")).isEqualTo(SpoolStats.NONE);
            assertThat(spool.stats("cloud").windows()).isEqualTo(1);
            assertThat(spool.stats("cloud").bytes()).isPositive();
            assertThat(spool.problem()).isEmpty();
        }
    }

    @Test
    void theOldestIsThatWhichEndedFirst() {
        try (Spool spool = fixture.spool("run")) {
            for (long number : new long[] {5, 2, 9, 1, 7}) {
                spool.keep(Windows.small("run", number), BOTH);
            }
            spool.keep(Windows.small("earlier", 2), BOTH);
            List<Window> windows = drain(spool, "cloud");
            assertThat(numbers(windows)).containsExactly(1L, 2L, 2L, 5L, 7L, 9L);
            assertThat(windows.get(1).resource().runId()).isEqualTo("earlier");
            assertThat(numbers(drain(spool, "file"))).containsExactly(1L, 2L, 2L, 5L, 7L, 9L);
        }
    }

    @Test
    void deliveringAtOnceNeverGrowsTheDisk() throws IOException {
        try (Spool spool = fixture.spool("run")) {
            long most = 0;
            for (int number = 1; number <= 5_000; number++) {
                Window window = Windows.small("run", number);
                assertThat(spool.keep(window, BOTH)).isTrue();
                spool.acknowledge("cloud", window);
                spool.acknowledge("file", window);
                most = Math.max(most, Files.size(fixture.segments().get(0)));
                assertThat(fixture.segments()).hasSize(1);
            }
            assertThat(most).isEqualTo(SegmentFile.emptyBytes(2));
        }
        assertThat(fixture.base).isEmptyDirectory();
    }

    @Test
    void whatIsLeftIsForTheNextStart() {
        try (Spool spool = fixture.spool("first")) {
            LongStream.rangeClosed(1, 300).forEach(number -> spool.keep(Windows.small("first", number), BOTH));
            LongStream.rangeClosed(1, 100).forEach(n -> spool.acknowledge("cloud", Windows.small("first", n)));
        }
        try (Spool spool = fixture.next("second")) {
            spool.keep(Windows.small("second", 400), BOTH);
            assertThat(spool.stats("cloud").windows()).isEqualTo(201);
            assertThat(numbers(drain(spool, "cloud")))
                    .hasSize(201)
                    .startsWith(101L)
                    .endsWith(300L, 400L);
            assertThat(numbers(drain(spool, "file")))
                    .hasSize(301)
                    .startsWith(1L)
                    .isSorted();
        }
        assertThat(fixture.base).isEmptyDirectory();
    }

    @Test
    void theOldestWindowsMakeRoomAndAreCounted() {
        fixture.maxBytes = 512 << 10;
        Random random = new Random(5);
        try (Spool spool = fixture.spool("run")) {
            for (int number = 1; number <= 2_000; number++) {
                assertThat(spool.keep(busy(random, number), number % 3 == 0 ? BOTH : CLOUD))
                        .isTrue();
                assertThat(diskUse()).isLessThanOrEqualTo(fixture.maxBytes);
            }
            SpoolStats cloud = spool.stats("cloud");
            SpoolStats file = spool.stats("file");
            assertThat(cloud.expired()).isPositive();
            assertThat(cloud.windows()).isGreaterThan(500);
            assertThat(cloud.windows() + cloud.expired()).isEqualTo(2_000);
            assertThat(file.windows() + file.expired()).isEqualTo(2_000 / 3);
            List<Long> left = numbers(drain(spool, "cloud"));
            assertThat(left)
                    .containsExactlyElementsOf(LongStream.rangeClosed(cloud.expired() + 1, 2_000)
                            .boxed()
                            .toList());
        }
    }

    private static Window busy(Random random, long number) {
        Window like = Windows.busy(random, number, 1, HostStats.NONE);
        return Windows.window("run", number, like.models(), like.host());
    }

    private long diskUse() {
        return fixture.segments().stream()
                .mapToLong(file -> file.toFile().length())
                .sum();
    }

    @Test
    void oldWindowsAreDroppedAndCounted() {
        try (Spool spool = fixture.spool("run")) {
            LongStream.rangeClosed(1, 10).forEach(number -> spool.keep(Windows.small("run", number), BOTH));
            spool.acknowledge("file", Windows.small("run", 1));
            fixture.now = Windows.START + 4 * Windows.LENGTH + 13 * 86_400_000L + 1;
            assertThat(numbers(drain(spool, "cloud"))).containsExactly(5L, 6L, 7L, 8L, 9L, 10L);
            assertThat(spool.stats("cloud").expired()).isEqualTo(4);
            assertThat(spool.stats("file").expired()).isEqualTo(3);
            assertThat(spool.stats("file").windows()).isEqualTo(6);
        }
    }

    @Test
    void aWindowLargerThanAllSpaceIsRefusedAndSmallerOnesAreNot() {
        fixture.maxBytes = 64 << 10;
        try (Spool spool = fixture.spool("run")) {
            Window large = Windows.busy(new Random(1), 1, 1_000, HostStats.NONE);
            assertThat(spool.keep(large, CLOUD)).isFalse();
            assertThat(spool.problem())
                    .hasValueSatisfying(line -> assertThat(line).contains("spool.max-size"));
            fixture.now += 10_000;
            assertThat(spool.keep(Windows.small("run", 2), CLOUD)).isTrue();
            assertThat(spool.problem()).isEmpty();
        }
    }

    @Test
    void nobodyElseCanReadIt() throws IOException {
        try (Spool spool = fixture.spool("run")) {
            spool.keep(Windows.small("run", 1), FILE);
            assertThat(fixture.files()).containsExactly("run/00000001.open", "run/lock");
            for (String file : fixture.files()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fixture.base.resolve(file))))
                        .isEqualTo("rw-------");
            }
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fixture.base.resolve("run"))))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void afterTheEndNothingIsKept() {
        Spool spool = fixture.spool("run");
        Window window = Windows.small("run", 1);
        spool.keep(window, BOTH);
        spool.close();
        spool.close();
        assertThat(spool.keep(Windows.small("run", 2), BOTH)).isFalse();
        assertThat(spool.oldest("cloud")).isEmpty();
        spool.acknowledge("cloud", window);
        assertThat(spool.stats("cloud").windows()).isEqualTo(1);
    }

    @Test
    void aRunMayBeCalledAnything() {
        String run = "../../" + "é/\u0000 ".repeat(100);
        try (Spool spool = fixture.spool(run)) {
            assertThat(spool.keep(Windows.small(run, 1), BOTH)).isTrue();
        }
        assertThat(fixture.files()).hasSize(2);
        try (Spool spool = fixture.next("next")) {
            assertThat(spool.oldest("cloud")).contains(Windows.small(run, 1));
        }
    }

    @Test
    void oneThreadCutsAndTwoDeliver() throws Exception {
        int count = 3_000;
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (Spool spool = fixture.spool("run")) {
            Future<List<Long>> cloud = threads.submit(() -> deliver(spool, "cloud", count));
            Future<List<Long>> file = threads.submit(() -> deliver(spool, "file", count));
            for (int number = 1; number <= count; number++) {
                assertThat(spool.keep(Windows.small("run", number), BOTH)).isTrue();
            }
            List<Long> all = LongStream.rangeClosed(1, count).boxed().toList();
            assertThat(cloud.get(60, TimeUnit.SECONDS)).isEqualTo(all);
            assertThat(file.get(60, TimeUnit.SECONDS)).isEqualTo(all);
        } finally {
            threads.shutdownNow();
        }
        assertThat(fixture.base).isEmptyDirectory();
    }

    private static List<Long> deliver(Spool spool, String exporter, int count) {
        List<Long> delivered = new ArrayList<>();
        while (delivered.size() < count && !Thread.currentThread().isInterrupted()) {
            delivered.addAll(numbers(drain(spool, exporter)));
        }
        return delivered;
    }

    @Test
    void anInterruptedThreadHarmsNothing() {
        try (Spool spool = fixture.spool("run")) {
            Thread.currentThread().interrupt();
            assertThat(spool.keep(Windows.small("run", 1), BOTH)).isTrue();
            assertThat(spool.keep(Windows.small("run", 2), BOTH)).isTrue();
            spool.acknowledge("cloud", Windows.small("run", 1));
            assertThat(spool.oldest("cloud")).contains(Windows.small("run", 2));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        try (Spool spool = fixture.spool("next")) {
            Thread.currentThread().interrupt();
            spool.adopt(() -> false);
            assertThat(numbers(drain(spool, "file"))).containsExactly(1L, 2L);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(fixture.warnings).isEmpty();
    }
}
