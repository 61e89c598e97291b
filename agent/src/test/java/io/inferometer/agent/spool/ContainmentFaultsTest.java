package io.inferometer.agent.spool;

import static io.inferometer.agent.spool.SpoolFixture.BOTH;
import static io.inferometer.agent.spool.SpoolFixture.drain;
import static io.inferometer.agent.spool.SpoolFixture.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a directory, a segment or a record costs nothing but itself. */
@Timeout(120)
class ContainmentFaultsTest {

    @TempDir
    private Path directory;

    private SpoolFixture fixture;

    @BeforeEach
    void begin() {
        fixture = new SpoolFixture(directory.resolve("base"));
    }

    /** With the flag an error of memory would end the process, wherever it is caught. */
    @Test
    void craftedSegmentsTakeNoMemoryAndStopNothing() throws Exception {
        fixture.leave("before", 3);
        CraftedSegments crafted = new CraftedSegments(fixture, "crafted");
        crafted.tooLong();
        crafted.withOrdinals();
        crafted.withLengths();
        new CraftedSegments(fixture, "bombs").thatUnpack();
        fixture.leave("later", 3);
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CraftedSegments.class.getName(),
                        fixture.base.toString())
                .redirectOutput(log.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
        List<String> lines = Files.readAllLines(log);
        assertThat(lines).contains("before#1", "before#3", "later#1", "later#3");
        assertThat(process.exitValue()).isZero();
        assertThat(lines).anyMatch(line -> line.contains("00000001.closed") && line.contains("too large"));
        assertThat(lines.stream().filter(line -> line.contains("was damaged and is dropped")))
                .as("windows that become more than they may")
                .hasSize(3);
    }

    @Test
    void whatBelongsToOthersIsNotOpened() throws IOException {
        UserPrincipal other = other();
        Path foreign = fixture.leave("foreign", 2);
        Path lock = fixture.leave("lock-of-another", 2).resolve("lock");
        Path segment = fixture.leave("before", 3).resolve("00000009.closed");
        Files.copy(foreign.resolve("00000001.closed"), segment);
        for (Path path : List.of(foreign, lock, segment)) {
            Files.setOwner(path, other);
        }
        try (Spool spool = fixture.next("next")) {
            assertThat(numbers(drain(spool, "cloud"))).containsExactly(1L, 2L, 3L);
            assertThat(drain(spool, "file")).hasSize(3);
            assertThat(spool.problem()).isEmpty();
        }
        assertThat(fixture.files())
                .containsExactly(
                        "before/00000009.closed",
                        "before/lock",
                        "foreign/00000001.closed",
                        "foreign/lock",
                        "lock-of-another/00000001.closed",
                        "lock-of-another/lock");
        assertThat(fixture.warnings)
                .singleElement()
                .asString()
                .contains("2 files or directories cannot be taken over now", "it belongs to another user");
    }

    private UserPrincipal other() {
        try {
            UserPrincipal nobody =
                    directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
            Files.setOwner(Files.createFile(directory.resolve("theirs")), nobody);
            return nobody;
        } catch (IOException | UnsupportedOperationException notPermitted) {
            assumeTrue(false, "only root can give a file away");
            throw new AssertionError(notPermitted);
        }
    }

    @Test
    void aLockThatCannotBeHadKeepsNoFileOpen() throws IOException {
        Path run = fixture.leave("before", 1);
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "open files cannot be counted here");
        Optional<DirectoryLock> held = DirectoryLock.take(run);
        long before = openFiles();
        for (int i = 0; i < 100; i++) {
            assertThat(DirectoryLock.take(run)).isEmpty();
            assertThat(DirectoryLock.create(run)).isEmpty();
        }
        assertThat(openFiles()).isLessThan(before + 50);
        held.orElseThrow().close();
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }

    /** Own names that something else has taken: another directory is used, or another name. */
    @Test
    void ownNamesThatAreTaken() throws IOException {
        Files.createDirectories(fixture.base.resolve("run").resolve("lock"));
        Files.createDirectories(fixture.base.resolve("last-step"));
        try (Spool spool = fixture.next("run")) {
            assertThat(spool.keep(Windows.small("run", 1), BOTH)).isTrue();
            assertThat(spool.problem()).isEmpty();
        }
        try (Spool spool = fixture.next("next")) {
            assertThat(numbers(drain(spool, "cloud"))).containsExactly(1L);
        }
    }
}
