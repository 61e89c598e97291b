package io.inferometer.agent.spool;

import static io.inferometer.agent.spool.SpoolFixture.BOTH;
import static io.inferometer.agent.spool.SpoolFixture.drain;
import static io.inferometer.agent.spool.SpoolFixture.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File systems of a few pages, which only root can mount, and directories that go away. */
class FullDiskTest {

    @TempDir
    private Path directory;

    private Path mounted;

    private SpoolFixture mount(String options) throws IOException, InterruptedException {
        Path place = Files.createDirectory(directory.resolve("mount"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", options, "none", place.toString()) == 0,
                "only root can mount a file system");
        mounted = place;
        return new SpoolFixture(place.resolve("base"));
    }

    private static int run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException noSuchCommand) {
            return -1;
        }
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted != null) {
            assertThat(run("umount", mounted.toString())).isZero();
        }
    }

    private static void expectOneLine(SpoolFixture fixture, Spool spool, String reason) {
        assertThat(fixture.warnings)
                .singleElement()
                .asString()
                .contains("spool.directory " + fixture.base, reason, "name another directory")
                .doesNotContain("\n");
        assertThat(spool.problem()).contains(fixture.warnings.get(0));
    }

    @Test
    void aFullDiskIsToldOnceAndUsedAgainWhenThereIsSpace() throws Exception {
        SpoolFixture fixture = mount("size=64k");
        Path ballast = mounted.resolve("ballast");
        List<Long> kept = new ArrayList<>();
        try (Spool spool = fixture.spool("run")) {
            Files.write(ballast, new byte[32 << 10]);
            long number = 1;
            while (spool.keep(Windows.small("run", number), BOTH)) {
                kept.add(number++);
            }
            assertThat(kept).isNotEmpty();
            expectOneLine(fixture, spool, "No space left on device");
            for (int i = 0; i < 10; i++) {
                fixture.now += Windows.LENGTH;
                assertThat(spool.keep(Windows.small("run", number++), BOTH)).isFalse();
            }
            assertThat(fixture.warnings).hasSize(1);
            assertThat(spool.stats("cloud").windows()).isEqualTo(kept.size());
            Files.delete(ballast);
            assertThat(spool.keep(Windows.small("run", number), BOTH))
                    .as("too soon")
                    .isFalse();
            fixture.now += Windows.LENGTH;
            while (number < 400 && spool.keep(Windows.small("run", number), BOTH)) {
                kept.add(number++);
            }
            assertThat(fixture.warnings.get(1)).contains("can be used again");
        }
        try (Spool spool = fixture.next("next")) {
            assertThat(numbers(drain(spool, "cloud"))).isEqualTo(kept);
            assertThat(numbers(drain(spool, "file"))).isEqualTo(kept);
        }
    }

    @Test
    void whatIsAcknowledgedOnAFullDiskIsNotSentAgain() throws Exception {
        SpoolFixture fixture = mount("size=64k");
        try (Spool spool = fixture.spool("run")) {
            long number = 1;
            while (spool.keep(Windows.small("run", number), BOTH)) {
                number++;
            }
            assertThat(drain(spool, "cloud")).hasSize((int) number - 1);
        }
        try (Spool spool = fixture.next("next")) {
            assertThat(spool.oldest("cloud")).isEmpty();
            assertThat(spool.oldest("file")).contains(Windows.small("run", 1));
        }
    }

    @Test
    void nothingCanBeMadeWithoutInodes() throws Exception {
        SpoolFixture fixture = mount("size=1m,nr_inodes=3");
        try (Spool spool = fixture.spool("run")) {
            assertThat(spool.keep(Windows.small("run", 1), BOTH)).isFalse();
            expectOneLine(fixture, spool, "No space left on device");
            assertThat(run("mount", "-o", "remount,nr_inodes=100", mounted.toString()))
                    .isZero();
            fixture.now += Windows.LENGTH;
            assertThat(spool.keep(Windows.small("run", 2), BOTH)).isTrue();
            assertThat(spool.problem()).isEmpty();
        }
    }

    @Test
    void aDiskThatBecomesReadOnlyCanStillBeRead() throws Exception {
        SpoolFixture fixture = mount("size=1m");
        try (Spool spool = fixture.spool("run")) {
            assertThat(spool.keep(Windows.small("run", 1), BOTH)).isTrue();
        }
        assertThat(run("mount", "-o", "remount,ro", mounted.toString())).isZero();
        try (Spool spool = fixture.next("next")) {
            assertThat(spool.keep(Windows.small("next", 2), BOTH)).isFalse();
            expectOneLine(fixture, spool, "Read-only file system");
        }
        assertThat(run("mount", "-o", "remount,rw", mounted.toString())).isZero();
        try (Spool spool = fixture.next("last")) {
            assertThat(spool.oldest("cloud")).contains(Windows.small("run", 1));
        }
    }

    @Test
    void aBaseThatIsAFileIsToldOnce() throws Exception {
        SpoolFixture fixture = new SpoolFixture(Files.createFile(directory.resolve("file")));
        try (Spool spool = fixture.next("run")) {
            assertThat(spool.keep(Windows.small("run", 1), BOTH)).isFalse();
            fixture.now += Windows.LENGTH;
            assertThat(spool.keep(Windows.small("run", 2), BOTH)).isFalse();
            assertThat(fixture.warnings).hasSize(1);
            assertThat(spool.problem()).isPresent();
        }
    }

    @Test
    void aDirectoryThatIsRemovedIsMadeAgain() throws Exception {
        SpoolFixture fixture = new SpoolFixture(directory.resolve("base"));
        try (Spool spool = fixture.spool("run")) {
            for (long number = 1; number <= 3; number++) {
                assertThat(spool.keep(Windows.small("run", number), BOTH)).isTrue();
            }
            remove(fixture.base);
            assertThat(spool.keep(Windows.small("run", 4), BOTH)).isTrue();
            assertThat(fixture.warnings).singleElement().asString().contains("was removed");
            assertThat(numbers(drain(spool, "cloud")))
                    .as("an open file can be read when it is removed")
                    .containsExactly(1L, 2L, 3L, 4L);
            remove(fixture.base);
            Files.createFile(fixture.base);
            fixture.now += Windows.LENGTH;
            assertThat(spool.keep(Windows.small("run", 5), BOTH)).isFalse();
            Files.delete(fixture.base);
            fixture.now += Windows.LENGTH;
            assertThat(spool.keep(Windows.small("run", 6), BOTH)).isTrue();
        }
        try (Spool spool = fixture.next("next")) {
            assertThat(numbers(drain(spool, "file"))).containsExactly(6L);
        }
    }

    @Test
    void closedSegmentsThatAreRemovedCountAsExpired() throws Exception {
        SpoolFixture fixture = new SpoolFixture(directory.resolve("base"));
        try (Spool spool = fixture.spool("run")) {
            for (long number = 1; number <= 2_100; number++) {
                assertThat(spool.keep(Windows.small("run", number), BOTH)).isTrue();
            }
            Files.delete(fixture.segments().get(0));
            assertThat(spool.oldest("cloud")).contains(Windows.small("run", PendingWindows.CAPACITY + 1));
            assertThat(spool.stats("cloud").expired()).isEqualTo(PendingWindows.CAPACITY);
            assertThat(spool.stats("file").expired()).isEqualTo(PendingWindows.CAPACITY);
            assertThat(fixture.warnings).hasSize(1);
        }
    }

    private static void remove(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(directory)) {
            all = new ArrayList<>(walk.toList());
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            Files.delete(all.get(i));
        }
    }
}
