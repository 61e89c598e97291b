package io.inferometer.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcFileTest {

    private static final String TEXT =
            "MemTotalHuge: 1 kB\nMemTotal:    4030144 kB\nusage_usec 77\nVmRSS:\t   512 kB\nNone:\n";

    @TempDir
    Path directory;

    @Test
    void aNumberIsFoundByItsWholeKeyAtTheBeginningOfALine() {
        assertThat(ProcFile.number(TEXT, "MemTotal")).isEqualTo(4_030_144);
        assertThat(ProcFile.number(TEXT, "usage_usec")).isEqualTo(77);
        assertThat(ProcFile.number(TEXT, "VmRSS")).isEqualTo(512);
        assertThat(ProcFile.number(TEXT, "MemTotalHuge")).isEqualTo(1);
    }

    @Test
    void whatIsMissingOrNoNumberIsNotKnown() {
        assertThat(ProcFile.number(TEXT, "usec")).isNaN();
        assertThat(ProcFile.number(TEXT, "None")).isNaN();
        assertThat(ProcFile.number("", "MemTotal")).isNaN();
        assertThat(ProcFile.numberAt("max 100000", 0)).isNaN();
        assertThat(ProcFile.numberAt("-1", 0)).isNaN();
        assertThat(ProcFile.numberAt("", 0)).isNaN();
    }

    @Test
    void aFileThatDoesNotExistHasNoNumber() throws IOException {
        FileTree tree = new FileTree(directory).with("memory.max", "max\n").with("memory.current", "4096\n");

        assertThat(ProcFile.number(directory.resolve("missing").toFile())).isNaN();
        assertThat(ProcFile.number(tree.path().resolve("memory.max").toFile())).isNaN();
        assertThat(ProcFile.number(tree.path().resolve("memory.current").toFile()))
                .isEqualTo(4096);
    }

    @Test
    void aFileIsReadWholeOrAsFarAsAskedForWhateverWasReadBefore() throws IOException {
        for (int length : new int[] {70_000, 0, 1, 4_096, 4_097, 1_023, 12_288}) {
            String text = "0123456789".repeat(length / 10 + 1).substring(0, length);
            Path file = Files.writeString(directory.resolve("text"), text);

            assertThat(ProcFile.read(file.toFile())).isEqualTo(text);
            assertThat(ProcFile.read(file.toFile(), 5_000)).isEqualTo(text.substring(0, Math.min(length, 5_000)));
        }
    }

    @Test
    void wordsAreSkippedUpToTheEndOfTheText() {
        assertThat(ProcFile.numberAt("cpu  11 22 33", ProcFile.skipWords("cpu  11 22 33", 0, 2)))
                .isEqualTo(22);
        assertThat(ProcFile.skipWords("cpu 1", 0, 9)).isEqualTo(5);
    }
}
