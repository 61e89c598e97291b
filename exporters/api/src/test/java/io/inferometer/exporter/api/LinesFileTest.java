package io.inferometer.exporter.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LinesFileTest {

    @TempDir
    Path directory;

    private Path path;
    private Path rotated;

    @BeforeEach
    void name() {
        path = directory.resolve("out.jsonl");
        rotated = directory.resolve("out.jsonl.1");
    }

    @Test
    void linesAreAppendedToWhatIsThere() throws IOException {
        Files.writeString(path, "{\"old\":1}\n");

        append(1000, "{\"new\":1}", "{\"new\":2}");

        assertThat(path).hasContent("{\"old\":1}\n{\"new\":1}\n{\"new\":2}\n");
    }

    @Test
    void aFileIsFilledToItsSizeAndRotatedOnce() throws IOException {
        append(10, "aaaa", "bbbb");
        assertThat(rotated).doesNotExist();

        append(10, "cccc");
        assertThat(rotated).hasContent("aaaa\nbbbb\n");

        append(10, "dddd", "eeee");
        assertThat(rotated).hasContent("cccc\ndddd\n");
        assertThat(path).hasContent("eeee\n");
        assertThat(directory.toFile().list()).hasSize(2);
    }

    @Test
    void aLineLargerThanTheFileStandsAlone() throws IOException {
        append(4, "too long", "x", "y");

        assertThat(rotated).hasContent("too long\n");
        assertThat(path).hasContent("x\ny\n");
    }

    @Test
    void aTornLastLineIsEndedAndNothingElseIsTouched() throws IOException {
        Files.writeString(path, "{\"window\":1}\n{\"win");

        append(1000, "{\"window\":3}", "{\"window\":4}");

        assertThat(Files.readAllLines(path))
                .containsExactly("{\"window\":1}", "{\"win", "{\"window\":3}", "{\"window\":4}");
    }

    @Test
    void aFileMovedAwayBetweenTwoLinesIsBegunAnew() throws IOException {
        LinesFile file = new LinesFile(path, 1000);
        file.append("one\n".getBytes(UTF_8));
        Files.move(path, directory.resolve("archived"));

        file.append("two\n".getBytes(UTF_8));

        assertThat(path).hasContent("two\n");
    }

    @Test
    void aLineThatFoundRoomOnlyInPartIsTakenBack() throws Exception {
        assumeThat(new File("/bin/bash"))
                .as("a shell that can limit the size of files")
                .exists();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        // A limit on the size of files fails in the middle of a write, as a full disk does.
        Process process = new ProcessBuilder(
                        "/bin/bash",
                        "-c",
                        "ulimit -f 1 && exec \"$@\"",
                        "-",
                        java.toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LimitedWriter.class.getName(),
                        path.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).isEqualTo("10 lines, then 1 failure, then 1 short line");
        List<String> lines = Files.readAllLines(path);
        assertThat(lines).hasSize(11).startsWith("x".repeat(99)).endsWith("short");
    }

    @Test
    @Timeout(20)
    void aPipeThatNobodyReadsFailsAndOneThatIsReadDoesNot() throws Exception {
        try {
            assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor())
                    .isZero();
        } catch (IOException missing) {
            assumeThat(missing).as("there is no mkfifo").isNull();
        }
        assertThatThrownBy(() -> append(10, "nobody")).isInstanceOf(IOException.class);
        Process reader = readOneLine();
        String read = "";
        while (read.isEmpty()) {
            try {
                append(10, "somebody");
                read = new String(reader.getInputStream().readAllBytes(), UTF_8);
            } catch (IOException notYet) {
                // A reader that came between a write that failed and its close has seen the end of the file.
                if (!reader.isAlive()) {
                    reader = readOneLine();
                }
            }
        }
        assertThat(read).isEqualTo("somebody\n");
    }

    /** The link goes on to name the file that grows, and the target's directory holds what was rotated. */
    @Test
    void aLinkIsFollowedAndKept() throws IOException {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        Path target = disk.resolve("target");
        Files.createSymbolicLink(path, target);

        append(10, "aaaa", "bbbb", "cccc");

        assertThat(path).isSymbolicLink();
        assertThat(target).hasContent("cccc\n");
        assertThat(disk.resolve("target.1")).hasContent("aaaa\nbbbb\n");
        assertThat(rotated).doesNotExist();
    }

    @Test
    void aLinkThatLeadsNowhereFails() throws IOException {
        Files.createSymbolicLink(path, path);
        assertThatThrownBy(() -> append(10, "x")).isInstanceOf(IOException.class);
    }

    @Test
    void everyFailureIsOneLineWithKeyValueAndRemedy() {
        for (IOException failure : new IOException[] {
            new AccessDeniedException(path.toString()),
            new FileSystemException(path.toString(), null, "Read-only file system"),
            new IOException("Disk quota exceeded"),
            new IOException("Input/output error"),
            new IOException()
        }) {
            assertThat(WriteFailure.describe("file.path", path, failure))
                    .startsWith("file.path=" + path + ": ")
                    .contains("set ")
                    .contains("path")
                    .doesNotContain("\n");
        }
    }

    private Process readOneLine() throws IOException {
        return new ProcessBuilder("head", "-n", "1", path.toString()).start();
    }

    private void append(long maxBytes, String... lines) throws IOException {
        LinesFile file = new LinesFile(path, maxBytes);
        for (String line : lines) {
            file.append((line + "\n").getBytes(UTF_8));
        }
    }

    /** Runs in a JVM whose files may reach 1 KiB. */
    static final class LimitedWriter {

        private LimitedWriter() {}

        public static void main(String[] args) throws IOException {
            LinesFile file = new LinesFile(Path.of(args[0]), Long.MAX_VALUE);
            byte[] line = ("x".repeat(99) + "\n").getBytes(UTF_8);
            int written = 0;
            int failed = 0;
            while (failed == 0) {
                try {
                    file.append(line);
                    written++;
                } catch (IOException e) {
                    failed++;
                }
            }
            file.append("short\n".getBytes(UTF_8));
            System.out.print(written + " lines, then " + failed + " failure, then 1 short line");
        }
    }
}
