package io.inferometer.agent.spool;

import static io.inferometer.agent.spool.SpoolFixture.BOTH;
import static io.inferometer.agent.spool.SpoolFixture.CLOUD;
import static io.inferometer.agent.spool.SpoolFixture.drain;
import static io.inferometer.agent.spool.SpoolFixture.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Window;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that starts takes over what ended ones left: each window once, whatever else lies there. */
class AdoptionTest {

    @TempDir
    private Path directory;

    private SpoolFixture fixture;

    @BeforeEach
    void begin() {
        fixture = new SpoolFixture(directory.resolve("base"));
    }

    /** What a killed JVM leaves behind is what is there while it lives, without its lock. */
    @Test
    void jvmsThatDidNotCloseWhatTheyWroteAreCountedOnce() throws IOException {
        fixture.leave("clean", 2);
        SpoolFixture ended = new SpoolFixture(fixture.base.resolveSibling("copy"));
        Files.createDirectory(ended.base);
        try (Spool killed = fixture.next("killed")) {
            killed.keep(Windows.small("killed", 1), BOTH);
            copyInto(ended.base);
        }

        try (Spool next = ended.next("next")) {
            assertThat(next.crashes()).hasValue(1);
            assertThat(next.stats("file").windows()).isEqualTo(3);
        }
        try (Spool afterwards = ended.next("afterwards")) {
            assertThat(afterwards.crashes()).hasValue(0);
            assertThat(drain(afterwards, "file")).hasSize(3);
        }
    }

    private void copyInto(Path copy) throws IOException {
        for (Path file : fixture.segments()) {
            Path target = copy.resolve(fixture.base.relativize(file));
            Files.createDirectories(target.getParent());
            Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            Path lock = DirectoryLock.in(target.getParent());
            if (!Files.exists(lock)) {
                Files.createFile(lock);
            }
        }
    }

    @Test
    void windowsOfManyEndedJvmsAreOneBacklogByTime() {
        for (int run = 0; run < 20; run++) {
            fixture.leave("run-" + run, 3);
        }
        try (Spool spool = fixture.next("next")) {
            assertThat(spool.stats("file").windows()).isEqualTo(60);
            List<Window> windows = drain(spool, "cloud");
            assertThat(windows.stream().map(Window::endMillis)).hasSize(60).isSorted();
            assertThat(drain(spool, "file")).isEqualTo(windows);
        }
        assertThat(fixture.base).isEmptyDirectory();
    }

    @Test
    void takenOverWindowsCountTowardsTheSpace() {
        fixture.maxBytes = 4 << 20;
        for (int run = 0; run < 10; run++) {
            fixture.leave("run-" + run, 2_100);
        }
        fixture.maxBytes = 1 << 20;
        try (Spool spool = fixture.next("next")) {
            SpoolStats stats = spool.stats("cloud");
            assertThat(stats.expired()).isPositive();
            assertThat(stats.windows() + stats.expired()).isEqualTo(21_000);
            assertThat(fixture.segments().stream()
                            .mapToLong(file -> file.toFile().length())
                            .sum())
                    .isLessThanOrEqualTo(1 << 20);
            assertThat(drain(spool, "cloud")).hasSize((int) stats.windows());
        }
    }

    @Test
    void whatIsNoSegmentIsIgnored() throws IOException {
        fixture.leave("before", 3);
        Path before = fixture.base.resolve("before");
        Files.writeString(fixture.base.resolve("notes.txt"), "mine");
        Files.createDirectory(fixture.base.resolve("empty"));
        Files.writeString(before.resolve("notes.txt"), "mine too");
        Files.write(before.resolve("00000007.closed"), new byte[100_000]);
        Files.createFile(before.resolve("00000009.open"));
        Files.createDirectory(before.resolve("00000008.open"));
        try (Spool spool = fixture.next("next")) {
            assertThat(numbers(drain(spool, "cloud"))).containsExactly(1L, 2L, 3L);
            assertThat(drain(spool, "file")).hasSize(3);
            assertThat(spool.problem()).isEmpty();
        }
        assertThat(fixture.files())
                .containsExactly("before/00000007.closed", "before/lock", "before/notes.txt", "notes.txt");
        assertThat(fixture.warnings)
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith(before.resolve("00000007.closed") + " is left alone until it is too old"),
                        line -> assertThat(line).contains(before.resolve("00000008.open") + ": it is not a regular"));
    }

    /** What a process leaves that was killed while it took over: some segments here, some there. */
    @Test
    void takingOverCanBeInterruptedAnywhere() throws IOException {
        fixture.maxBytes = 4 << 20;
        fixture.leave("before", 8_000);
        List<Path> segments = fixture.segments();
        assertThat(segments).hasSizeGreaterThan(3);
        Path killed = Files.createDirectory(fixture.base.resolve("killed"));
        Files.createFile(killed.resolve("lock"));
        Files.move(segments.get(1), killed.resolve("00000001.closed"));
        Files.move(segments.get(2), killed.resolve("00000002.closed"));
        try (Spool spool = fixture.next("next")) {
            assertThat(numbers(drain(spool, "cloud")))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 8_000).boxed().toList());
        }
    }

    @Test
    void ofManyThatStartAtOnceOneGetsEachWindow() throws Exception {
        int runs = 30;
        for (int run = 0; run < runs; run++) {
            fixture.leave("run-" + run, 4, CLOUD);
        }
        int starters = 6;
        CountDownLatch ready = new CountDownLatch(starters);
        ExecutorService threads = Executors.newFixedThreadPool(starters);
        List<Spool> spools = IntStream.range(0, starters)
                .mapToObj(i -> fixture.spool("starter-" + i))
                .toList();
        try {
            List<Future<?>> done = spools.stream()
                    .<Future<?>>map(spool -> threads.submit(() -> {
                        ready.countDown();
                        ready.await();
                        spool.adopt(() -> false);
                        return null;
                    }))
                    .toList();
            for (Future<?> each : done) {
                each.get();
            }
            List<String> got = spools.stream()
                    .flatMap(spool -> drain(spool, "cloud").stream())
                    .map(window -> window.resource().runId() + "#" + window.number())
                    .toList();
            assertThat(got).doesNotHaveDuplicates().hasSize(runs * 4);
            assertThat(fixture.warnings).isEmpty();
        } finally {
            threads.shutdown();
            spools.forEach(Spool::close);
        }
        assertThat(fixture.base).isEmptyDirectory();
    }

    @Test
    void takingOverAClosedSegmentReadsItsHeaderAndIndexOnly() throws IOException {
        fixture.leave("before", 1_000);
        Path segment = fixture.segments().get(0);
        byte[] bytes = Files.readAllBytes(segment);
        // Everything between the marks and the index is made unreadable: whoever looked at it would find nothing.
        int index = ByteBuffer.wrap(bytes).getInt(bytes.length - 4);
        Arrays.fill(bytes, SegmentFile.emptyBytes(2), index, (byte) 0);
        Files.write(segment, bytes);
        try (Spool spool = fixture.next("next")) {
            assertThat(spool.stats("cloud").windows()).isEqualTo(1_000);
            assertThat(spool.oldest("cloud")).isEmpty();
            assertThat(spool.stats("cloud").expired()).isEqualTo(1_000);
        }
    }

    @Test
    void aClosedSegmentThatWasCutShortIsDamagedAndSaidSo() throws IOException {
        fixture.leave("before", 20);
        Path segment = fixture.segments().get(0);
        byte[] whole = Files.readAllBytes(segment);
        int first = SegmentFile.emptyBytes(2);
        int second = first + Frame.head(whole, first, whole.length - first).size();
        for (int length : new int[] {0, 100, SegmentHeader.COPY, SegmentHeader.SIZE + 5, first, second, second + 9}) {
            fixture.warnings.clear();
            Files.createDirectories(segment.getParent());
            Files.write(segment.resolveSibling("lock"), new byte[0]);
            Files.write(segment, Arrays.copyOf(whole, length));
            try (Spool spool = fixture.next("next")) {
                assertThat(drain(spool, "cloud")).hasSize(length < second ? 0 : 1);
                drain(spool, "file");
            }
            assertThat(fixture.warnings)
                    .as("cut to %d bytes", length)
                    .singleElement()
                    .asString()
                    .containsPattern("was damaged|cannot be read");
            Files.deleteIfExists(segment);
        }
    }
}
