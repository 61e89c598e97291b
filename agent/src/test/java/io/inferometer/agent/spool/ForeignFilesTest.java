package io.inferometer.agent.spool;

import static io.inferometer.agent.spool.SpoolFixture.BOTH;
import static io.inferometer.agent.spool.SpoolFixture.CLOUD;
import static io.inferometer.agent.spool.SpoolFixture.drain;
import static io.inferometer.agent.spool.SpoolFixture.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files in a shared directory that only look like a spool's: nothing waits for them, and one line names the first. */
@Timeout(60)
class ForeignFilesTest {

    @TempDir
    private Path directory;

    private SpoolFixture fixture;

    @BeforeEach
    void begin() {
        fixture = new SpoolFixture(directory.resolve("base"));
    }

    private void expectAllElseTakenOver(Path first) {
        try (Spool spool = fixture.next("next")) {
            assertThat(numbers(drain(spool, "cloud"))).containsExactly(1L, 2L, 3L);
            assertThat(drain(spool, "file")).hasSize(3);
            assertThat(spool.problem()).isEmpty();
            assertThat(spool.keep(Windows.small("next", 4), BOTH)).isTrue();
        }
        assertThat(fixture.warnings)
                .singleElement()
                .asString()
                .contains("spool.directory " + fixture.base, "the first is " + first + ": ", "delete")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @EnumSource
    void aLockOfAnotherRun(ForeignFile kind) throws Exception {
        fixture.leave("before", 3);
        Path odd = Files.createDirectories(fixture.base.resolve("a-run"));
        kind.make(odd.resolve("lock"));
        expectAllElseTakenOver(odd.resolve("lock"));
        assertThat(Files.readAttributes(odd.resolve("lock"), "isRegularFile", LinkOption.NOFOLLOW_LINKS))
                .containsEntry("isRegularFile", false);
    }

    @ParameterizedTest
    @EnumSource
    void aSegmentOfAnotherRun(ForeignFile kind) throws Exception {
        fixture.leave("before", 3);
        Path odd = fixture.base.resolve("before");
        kind.make(odd.resolve("00000007.closed"));
        kind.make(odd.resolve("00000008.open"));
        expectAllElseTakenOver(odd.resolve("00000007.closed"));
    }

    @ParameterizedTest
    @EnumSource
    void aRun(ForeignFile kind) throws Exception {
        fixture.leave("before", 3);
        kind.make(fixture.base.resolve("a-run"));
        try (Spool spool = fixture.next("next")) {
            assertThat(numbers(drain(spool, "cloud"))).containsExactly(1L, 2L, 3L);
            assertThat(spool.problem()).isEmpty();
        }
        assertThat(fixture.warnings).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatTakesThePlaceOfOurOwnFiles(ForeignFile kind) throws Exception {
        try (Spool spool = fixture.spool("run")) {
            for (long number = 1; number <= 2_100; number++) {
                assertThat(spool.keep(Windows.small("run", number), BOTH)).isTrue();
            }
            for (Path file : List.of(
                    fixture.segments().get(0),
                    fixture.segments().get(1),
                    fixture.base.resolve("run").resolve("lock"))) {
                Files.delete(file);
                kind.make(file);
            }
            // Of the closed segment a window is delivered, then its place is found to be taken.
            spool.acknowledge("file", Windows.small("run", 1));
            assertThat(spool.oldest("cloud")).contains(Windows.small("run", PendingWindows.CAPACITY + 1));
            assertThat(spool.stats("cloud").expired()).isEqualTo(PendingWindows.CAPACITY);
            assertThat(spool.keep(Windows.small("run", 2_101), BOTH)).isTrue();
            assertThat(drain(spool, "cloud")).hasSize(53);
            SpoolStats file = spool.stats("file");
            assertThat(file.windows() + file.expired()).isEqualTo(2_100);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ForeignFile.class,
            names = {"DIRECTORY"},
            mode = EnumSource.Mode.EXCLUDE)
    void theBaseItself(ForeignFile kind) throws Exception {
        kind.make(fixture.base);
        try (Spool spool = fixture.next("next")) {
            assertThat(spool.keep(Windows.small("next", 1), BOTH)).isFalse();
            assertThat(spool.problem()).isPresent();
        }
        assertThat(fixture.warnings)
                .singleElement()
                .asString()
                .contains("spool.directory " + fixture.base + " cannot be used: ", "name another directory");
    }

    @Test
    void theBaseMayBeALinkToADirectory() throws IOException {
        Files.createSymbolicLink(fixture.base, Files.createDirectory(directory.resolve("volume")));
        fixture.leave("before", 3);
        try (Spool spool = fixture.next("next")) {
            assertThat(numbers(drain(spool, "cloud"))).containsExactly(1L, 2L, 3L);
            assertThat(drain(spool, "file")).hasSize(3);
        }
        assertThat(fixture.warnings).isEmpty();
        assertThat(directory.resolve("volume")).isEmptyDirectory();
    }

    @Test
    void aHugeFileTakesNoMemory() throws IOException {
        fixture.leave("before", 3);
        Path before = fixture.base.resolve("before");
        byte[] header = Files.readAllBytes(before.resolve("00000001.closed"));
        for (String name : List.of("00000007.closed", "00000008.open", "lock")) {
            try (RandomAccessFile huge =
                    new RandomAccessFile(before.resolve(name).toFile(), "rw")) {
                huge.write(header, 0, SegmentHeader.SIZE);
                huge.setLength(1L << 40);
            } catch (IOException tooLarge) {
                assumeTrue(false, "no sparse files here: " + tooLarge.getMessage());
            }
        }
        try (Spool spool = fixture.next("next")) {
            assertThat(numbers(drain(spool, "cloud"))).containsExactly(1L, 2L, 3L);
        }
        assertThat(fixture.warnings).hasSize(2).allMatch(line -> line.contains("too large"));
    }

    @Test
    void namesThatAreNoTextAreNobodys() throws Exception {
        fixture.leave("before", 3);
        String base = fixture.base.toString();
        Process made = new ProcessBuilder(
                        "sh",
                        "-c",
                        "cd \"$1\" && a=$(printf '\\377\\012x') && mkdir \"$a\" && mkfifo \"$a/lock\""
                                + " && : > \"before/$a.closed\" && mkfifo \"before/$a.open\"",
                        "sh",
                        base)
                .start();
        assumeTrue(made.waitFor() == 0, "this file system has no such names");
        try (Spool spool = fixture.next("next")) {
            assertThat(numbers(drain(spool, "cloud"))).containsExactly(1L, 2L, 3L);
            assertThat(spool.problem()).isEmpty();
        }
        assertThat(fixture.warnings).isEmpty();
    }

    @Test
    void whatMayNotBeReadIsLeftAlone() throws Exception {
        fixture.leave("before", 3);
        fixture.leave("closed", 3);
        fixture.leave("locked", 3);
        Path segment = fixture.base.resolve("before").resolve("00000009.closed");
        Files.createFile(segment, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));
        assumeTrue(!Files.isReadable(segment), "root may read everything");
        File closed = fixture.base.resolve("closed").toFile();
        File lock = fixture.base.resolve("locked").resolve("lock").toFile();
        assertThat(closed.setReadable(false) && lock.setWritable(false) && lock.setReadable(false))
                .isTrue();
        expectAllElseTakenOver(segment);
        assertThat(closed.setReadable(true)).isTrue();
    }

    @Test
    void manyDamagedFilesAreAFewLines() throws IOException {
        fixture.leave("before", 3);
        for (int i = 100; i < 1_100; i++) {
            Files.write(fixture.base.resolve("before").resolve("00000" + i + ".closed"), new byte[10_000]);
        }
        try (Spool spool = fixture.next("next")) {
            assertThat(numbers(drain(spool, "cloud"))).containsExactly(1L, 2L, 3L);
        }
        assertThat(fixture.warnings).hasSize(11);
        assertThat(fixture.warnings.get(10)).contains("990 more files");
    }

    /** Exporters and the end of the JVM need not wait until the last entry was looked at. */
    @Test
    void manyEntriesKeepNobodyWaiting() throws Exception {
        fixture.leave("before", 3);
        for (int i = 0; i < 5_000; i++) {
            Files.createDirectory(fixture.base.resolve("other-" + i));
        }
        Spool spool = fixture.spool("run");
        assertThat(spool.keep(Windows.small("run", 1), CLOUD)).isTrue();
        Thread adopting = new Thread(() -> spool.adopt(() -> false));
        adopting.start();
        spool.acknowledge("cloud", Windows.small("run", 1));
        assertThat(spool.keep(Windows.small("run", 2), CLOUD)).isTrue();
        assertThat(adopting.isAlive()).as("it takes longer than that").isTrue();
        spool.close();
        adopting.join();
        assertThat(fixture.warnings).isEmpty();
    }
}
