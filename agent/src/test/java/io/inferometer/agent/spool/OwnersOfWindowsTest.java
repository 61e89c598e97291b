package io.inferometer.agent.spool;

import static io.inferometer.agent.spool.SpoolFixture.BOTH;
import static io.inferometer.agent.spool.SpoolFixture.CLOUD;
import static io.inferometer.agent.spool.SpoolFixture.drain;
import static io.inferometer.agent.spool.SpoolFixture.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose a window is: of a JVM that lives, of a service, of an exporter and its destination. */
class OwnersOfWindowsTest {

    @TempDir
    private Path directory;

    private SpoolFixture fixture;

    @BeforeEach
    void begin() {
        fixture = new SpoolFixture(directory.resolve("base"));
    }

    @Test
    void whatALivingJvmKeepsIsItsOwn() {
        try (Spool living = fixture.spool("living");
                Spool starting = fixture.next("starting")) {
            living.keep(Windows.small("living", 1), BOTH);
            starting.adopt(() -> false);
            assertThat(starting.oldest("cloud")).isEmpty();
            assertThat(living.oldest("cloud")).isPresent();
        }
    }

    @Test
    void windowsForAnotherDestinationAreLeftAlone() {
        fixture.leave("before", 3);
        fixture.destinations = Map.of("cloud", "another account", "file", "another file");
        try (Spool spool = fixture.next("moved")) {
            assertThat(spool.stats("cloud")).isEqualTo(SpoolStats.NONE);
            assertThat(spool.oldest("file")).isEmpty();
        }
        fixture.destinations = Map.of("cloud", "a1", "file", "another file");
        try (Spool spool = fixture.next("half moved")) {
            assertThat(numbers(drain(spool, "cloud"))).containsExactly(1L, 2L, 3L);
            assertThat(spool.oldest("file")).isEmpty();
        }
        fixture.destinations = Map.of("cloud", "a1", "file", "b2");
        try (Spool spool = fixture.next("as before")) {
            assertThat(spool.oldest("cloud")).isEmpty();
            assertThat(numbers(drain(spool, "file"))).containsExactly(1L, 2L, 3L);
        }
        assertThat(fixture.base).isEmptyDirectory();
    }

    @Test
    void exportersAreKnownByNameWhateverOthersThereAre() {
        fixture.destinations = new TreeMap<>(Map.of("alpha", "x", "cloud", "a1", "file", "b2"));
        try (Spool spool = fixture.spool("before")) {
            spool.keep(Windows.small("before", 1), List.of("alpha", "file"));
            spool.keep(Windows.small("before", 2), CLOUD);
        }
        fixture.destinations = Map.of("file", "b2", "cloud", "a1", "zulu", "z");
        try (Spool spool = fixture.next("after")) {
            assertThat(numbers(drain(spool, "file"))).containsExactly(1L);
            assertThat(numbers(drain(spool, "cloud"))).containsExactly(2L);
            assertThat(spool.oldest("zulu")).isEmpty();
        }
        fixture.destinations = Map.of("alpha", "x");
        try (Spool spool = fixture.next("last")) {
            assertThat(numbers(drain(spool, "alpha"))).containsExactly(1L);
        }
    }

    @Test
    void anotherServicesWindowsAreLeftAloneUntilTheyAreTooOldForIt() throws IOException {
        fixture.leave("before", 3);
        fixture.service = "ranking";
        try (Spool spool = fixture.next("other")) {
            assertThat(spool.oldest("cloud")).isEmpty();
        }
        assertThat(fixture.files()).containsExactly("before/00000001.closed", "before/lock");
        Files.setLastModifiedTime(
                fixture.segments().get(0), FileTime.fromMillis(fixture.now - 13 * 86_400_000L + 1000));
        fixture.next("another").close();
        assertThat(fixture.segments()).hasSize(1);
        Files.setLastModifiedTime(
                fixture.segments().get(0), FileTime.fromMillis(fixture.now - 13 * 86_400_000L - 1000));
        fixture.next("last").close();
        assertThat(fixture.base).isEmptyDirectory();
    }

    @Test
    void aDirectoryThatLostItsLockIsNobodysAfterAnHour() throws IOException {
        fixture.leave("before", 3);
        Path before = fixture.base.resolve("before");
        Files.delete(before.resolve("lock"));
        Files.setLastModifiedTime(before, FileTime.fromMillis(fixture.now));
        try (Spool spool = fixture.next("next")) {
            assertThat(spool.oldest("cloud")).isEmpty();
        }
        fixture.now += 3_600_001;
        try (Spool spool = fixture.next("later")) {
            assertThat(numbers(drain(spool, "cloud"))).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void whatIsFoundOfADestinationBelongsToIt() {
        fixture.found = Map.of("cloud", "staging");
        fixture.leave("before", 3);
        fixture.found = Map.of("cloud", "production");
        try (Spool spool = fixture.next("moved")) {
            assertThat(spool.oldest("cloud")).isEmpty();
            assertThat(numbers(drain(spool, "file"))).containsExactly(1L, 2L, 3L);
        }
        fixture.found = Map.of("cloud", "staging");
        try (Spool spool = fixture.next("as before")) {
            assertThat(numbers(drain(spool, "cloud"))).containsExactly(1L, 2L, 3L);
        }
        assertThat(fixture.base).isEmptyDirectory();
    }
}
