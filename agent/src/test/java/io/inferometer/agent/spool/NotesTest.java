package io.inferometer.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.RunNotes;
import io.inferometer.exporter.api.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an exporter remembers of runs outlives the JVM, for whoever sends to the same place. */
class NotesTest {

    @TempDir
    private Path base;

    private SpoolFixture fixture;

    @BeforeEach
    void prepare() {
        fixture = new SpoolFixture(base);
    }

    private static Map<String, String> all(RunNotes notes) {
        return notes.runs().stream()
                .collect(Collectors.toMap(run -> run, run -> notes.read(run).orElseThrow()));
    }

    @Test
    void aNoteIsReadAsItWasLastWritten() {
        try (Spool spool = fixture.spool("one")) {
            RunNotes notes = spool.notes("cloud");
            notes.write("one", "first");
            notes.write("one", "second");
            notes.write("zero", "other");
            assertThat(all(notes)).isEqualTo(Map.of("one", "second", "zero", "other"));
            assertThat(spool.notes("file").runs()).isEmpty();
            notes.delete("zero");
            assertThat(notes.read("zero")).isEmpty();
            assertThat(fixture.files()).hasSize(2).anyMatch(file -> file.endsWith(Note.SUFFIX));
        }
    }

    @Test
    void theNextJvmOfTheServiceHasNotesAndWindowsUntilTheyAreDone() {
        try (Spool spool = fixture.spool("one")) {
            spool.keep(Windows.small("one", 1), SpoolFixture.CLOUD);
            spool.notes("cloud").write("one", "as far as 0");
        }
        try (Spool next = fixture.next("two")) {
            assertThat(all(next.notes("cloud"))).isEqualTo(Map.of("one", "as far as 0"));
            assertThat(next.runs("cloud")).containsExactly("one");
            FirstWindows first =
                    next.first("cloud", "one", Window::withRowsAlone).orElseThrow();
            assertThat(SpoolFixture.numbers(first.windows())).containsExactly(1L);
            next.acknowledge("cloud", first.windows().get(0));
            assertThat(next.runs("cloud")).isEmpty();
            next.notes("cloud").write("one", "as far as 1");
        }
        try (Spool last = fixture.next("three")) {
            assertThat(all(last.notes("cloud"))).isEqualTo(Map.of("one", "as far as 1"));
            last.notes("cloud").delete("one");
        }
        assertThat(fixture.files()).isEmpty();
        assertThat(fixture.warnings).isEmpty();
    }

    @Test
    void whoSendsElsewhereLeavesNotesAlone() {
        try (Spool spool = fixture.spool("one")) {
            spool.notes("cloud").write("one", "note");
        }
        fixture.destinations = Map.of("cloud", "other");
        try (Spool next = fixture.next("two")) {
            assertThat(next.notes("cloud").runs()).isEmpty();
        }
        fixture.destinations = Map.of("cloud", "a1");
        fixture.service = "other";
        try (Spool next = fixture.next("three")) {
            assertThat(next.notes("cloud").runs()).isEmpty();
        }
        fixture.service = "search";
        try (Spool next = fixture.next("four")) {
            assertThat(next.notes("cloud").runs()).containsExactly("one");
        }
    }

    @Test
    void aNoteThatWasBeingWrittenOrIsDamagedCostsNoOther() throws IOException {
        Path directory;
        try (Spool spool = fixture.spool("one")) {
            spool.notes("cloud").write("one", "note");
            directory = base.resolve(fixture.files().get(0)).getParent();
        }
        Files.writeString(directory.resolve("00000077" + Note.UNFINISHED), "torn");
        Files.writeString(directory.resolve("00000078" + Note.SUFFIX), "no note");
        try (Spool next = fixture.next("two")) {
            assertThat(next.notes("cloud").runs()).containsExactly("one");
        }
        assertThat(fixture.files()).noneMatch(file -> file.endsWith(Note.UNFINISHED));
        assertThat(fixture.warnings).singleElement().asString().contains("cannot be taken over", "00000078");
    }

    @Test
    void nobodyElseCanReadANote() throws IOException {
        try (Spool spool = fixture.spool("one")) {
            spool.notes("cloud").write("one", "note");
            Path note = fixture.files().stream()
                    .filter(file -> file.endsWith(Note.SUFFIX))
                    .map(base::resolve)
                    .findFirst()
                    .orElseThrow();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(note)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void whereTheDiskCannotBeUsedNotesAreInMemory() throws IOException {
        Files.writeString(base.resolve("file"), "in the way");
        SpoolFixture blocked = new SpoolFixture(base.resolve("file"));
        try (Spool spool = blocked.spool("one")) {
            RunNotes notes = spool.notes("cloud");
            notes.write("one", "note");
            assertThat(notes.read("one")).contains("note");
            assertThat(blocked.warnings).hasSize(1);
        }
    }

    @Test
    void modelsThatAreReadWithTheirWindowsCountTowardsWhatIsReadAtOnce() {
        ModelStats model = ModelStats.of(new ModelId("config", "m", "")).build();
        int models = FirstWindows.MOST_ROWS / FirstWindows.ROWS_PER_MODEL;
        try (Spool spool = fixture.spool("one")) {
            spool.keep(Windows.small("one", 1), SpoolFixture.CLOUD);
            spool.keep(Windows.small("one", 2), SpoolFixture.CLOUD);

            FirstWindows first = spool.first(
                            "cloud",
                            "one",
                            window -> window.toBuilder()
                                    .models(Collections.nCopies(models, model))
                                    .build())
                    .orElseThrow();

            assertThat(SpoolFixture.numbers(first.windows())).containsExactly(1L);
            assertThat(first.more()).isTrue();
            assertThat(first.windows().get(0).models()).hasSize(models);
        }
    }

    @Test
    void windowsThatCannotBeReadNowAreNotMistakenForNone() {
        Spool spool = fixture.spool("one");
        spool.keep(Windows.small("one", 1), SpoolFixture.CLOUD);
        assertThat(spool.first("cloud", "one", Window::withRowsAlone)
                        .orElseThrow()
                        .windows())
                .hasSize(1);
        assertThat(spool.first("cloud", "two", Window::withRowsAlone).orElseThrow())
                .isEqualTo(FirstWindows.NONE);
        spool.close();
        assertThat(spool.first("cloud", "one", Window::withRowsAlone)).isEmpty();
    }
}
