package io.inferometer.agent.spool;

import static io.inferometer.agent.spool.SpoolFixture.drain;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.Proofs;
import io.inferometer.exporter.api.Window;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed one after the other, each taking over what the one before left. 200 with {@code -Dproofs=full}. */
class KilledTest {

    private static final int KILLS = Proofs.size(20, 200);

    @TempDir
    private Path directory;

    @TempDir
    private Path logs;

    private final Set<String> kept = new HashSet<>();
    private final Set<String> settled = new HashSet<>();

    /** The step that each process was killed in may have been done or not. */
    private final Set<String> unsure = new HashSet<>();

    @Test
    void noWindowIsLostAndOnlyTheLastStepIsRepeated() throws Exception {
        Random random = new Random();
        for (int i = 0; i < KILLS; i++) {
            run("run-" + i, i % 2 == 0, i % 4 > 0, random.nextInt(i % 3 == 0 ? 50 : 500));
        }
        try (Spool last = new SpoolFixture(directory).next("last")) {
            for (String exporter : SpoolFixture.BOTH) {
                Set<String> expected = new TreeSet<>();
                kept.forEach(window -> {
                    if (!settled.contains(exporter + " " + window)) {
                        expected.add(window);
                    }
                });
                List<String> found = new ArrayList<>();
                for (Window window : drain(last, exporter)) {
                    found.add(name(window));
                }
                assertThat(found).as(exporter).doesNotHaveDuplicates();
                Set<String> lost = new TreeSet<>(expected);
                found.forEach(lost::remove);
                lost.removeIf(window -> unsure.contains(exporter + " " + window));
                assertThat(lost).as("lost for " + exporter).isEmpty();
                Set<String> repeated = new TreeSet<>(found);
                repeated.removeAll(expected);
                repeated.removeIf(window -> unsure.contains(exporter + " " + window));
                assertThat(repeated).as("repeated for " + exporter).isEmpty();
            }
        }
        assertThat(kept).hasSizeGreaterThan(KILLS);
        // What is killed before it has its lock leaves an empty folder, which is removed when it is old.
        assertThat(directory).isDirectoryNotContaining(run -> !isEmpty(run));
    }

    private static boolean isEmpty(Path run) {
        try (Stream<Path> files = Files.list(run)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Window window) {
        return window.resource().runId() + "#" + window.number();
    }

    /** @param working whether it is killed some time after its first window, or some time after its start */
    private void run(String run, boolean away, boolean working, int millis) throws IOException, InterruptedException {
        Path log = Files.createFile(logs.resolve(run));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledSpool.class.getName(),
                        directory.toString(),
                        run,
                        String.valueOf(away))
                .redirectOutput(log.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        while (working && Files.size(log) == 0 && process.isAlive()) {
            Thread.sleep(1);
        }
        Thread.sleep(millis);
        assertThat(process.isAlive()).as("it works until it is killed").isTrue();
        process.destroyForcibly().waitFor();
        String told = Files.readString(log);
        read(run, told.substring(0, told.lastIndexOf('\n') + 1).lines().toList());
    }

    private void read(String run, List<String> lines) {
        String last = "";
        for (String line : lines) {
            String[] words = line.split(" ", 2);
            if (words[0].equals("kept")) {
                kept.add(words[1]);
            } else if (words[0].startsWith("settled-")) {
                settled.add(words[0].substring(8) + " " + words[1]);
            }
            last = line;
        }
        String[] words = last.split(" ", 2);
        if (words[0].startsWith("settling-")) {
            unsure.add(words[0].substring(9) + " " + words[1]);
        } else {
            // The next window may have been written, and its name not.
            long count = lines.stream()
                    .filter(line -> line.startsWith("kept " + run + "#"))
                    .count();
            unsure.add("cloud " + run + "#" + (count + 1));
            unsure.add("file " + run + "#" + (count + 1));
        }
    }
}
