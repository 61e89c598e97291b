package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.e2e.app.ScoreCalls;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.NamedPipe;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the spool's disk does, and whatever lies in its directory: the application ends in time. */
class SpoolFaultsIT {

    /** What {@code shutdown.timeout} allows, and what a JVM takes to end on a busy machine. */
    private static final Duration LONGEST_END = Duration.ofSeconds(1).plusMillis(1_500);

    @TempDir
    Path directory;

    private Path base;

    private RunningJvm start(Jdk jdk) throws IOException {
        base = Files.createDirectories(directory.resolve("spool-" + jdk.feature()));
        return AwsSettings.signed(ForkedJvm.of(jdk))
                .agentWithExactly(AwsSettings.options(
                        URI.create("http://127.0.0.1:1"),
                        "exporters=sagemaker-metrics",
                        "spool.directory=" + base,
                        "shutdown.timeout=1s"))
                .start(ScoreCalls.class, "1", "1000");
    }

    /** Waits until a window is on disk, and what there is taken over. */
    private Path awaitSegment(RunningJvm running) throws IOException, InterruptedException {
        running.awaitOut("^success \\d+ client \\d+ server \\d+\n");
        running.awaitErr("exporter sagemaker-metrics: ");
        for (int i = 0; i < 1_000; i++) {
            try (Stream<Path> files = Files.walk(base)) {
                List<Path> open =
                        files.filter(file -> file.toString().endsWith(".open")).toList();
                if (!open.isEmpty()) {
                    return open.get(0);
                }
            }
            Thread.sleep(10);
        }
        throw new AssertionError("nothing was kept: " + running.err());
    }

    private static Result endInTime(RunningJvm running) {
        long begin = System.nanoTime();
        Result result = running.finish();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONGEST_END);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result;
    }

    @OneJdk
    void pipesInTheDirectoriesOfOthers(Jdk jdk) throws Exception {
        try (RunningJvm running = start(jdk)) {
            Path other = Files.createDirectory(base.resolve("an-other"));
            NamedPipe.make(other.resolve("lock"));
            Path third = Files.createDirectory(base.resolve("third"));
            Files.createFile(third.resolve("lock"));
            NamedPipe.make(third.resolve("00000001.closed"));
            NamedPipe.make(base.resolve("pipe"));
            awaitSegment(running);
            running.awaitErr("2 files or directories cannot be taken over now, the first is " + base);
            assertThat(endInTime(running).err()).contains("they wait in " + base + " for the next start");
        }
    }

    @OneJdk
    void pipesInItsOwnDirectory(Jdk jdk) throws Exception {
        try (RunningJvm running = start(jdk)) {
            Path segment = awaitSegment(running);
            for (Path file : List.of(segment.resolveSibling("lock"), segment)) {
                // By one step: the agent makes a file again as soon as it is gone.
                Files.move(NamedPipe.make(directory.resolve("pipe")), file, StandardCopyOption.ATOMIC_MOVE);
            }
            running.awaitErr("was removed and has been made again");
            endInTime(running);
        }
    }

    @OneJdk
    void aDirectoryWhoseNameIsNone(Jdk jdk) throws Exception {
        Path config = Files.writeString(directory.resolve("agent.properties"), "spool.directory=gr\u00f6\u00dfe\n");
        try (RunningJvm running = AwsSettings.signed(ForkedJvm.of(jdk))
                .environment("LC_ALL", "C")
                .agentWithExactly(AwsSettings.options(
                        URI.create("http://127.0.0.1:1"),
                        "exporters=sagemaker-metrics",
                        "config=" + config,
                        "shutdown.timeout=1s"))
                .start(ScoreCalls.class, "1", "1000")) {
            running.awaitErr("spool.directory=\\S+ is not a path \\(.*\\): windows that cannot");
            running.awaitErr("exporter sagemaker-metrics: no answer");
            endInTime(running);
        }
    }

    /** As a network file system whose server is away. */
    @OneJdk
    void aDiskThatHangs(Jdk jdk) throws Exception {
        try (RunningJvm running = start(jdk)) {
            awaitSegment(running);
            Process tracer = hang(running.pid());
            // A process that has ended stays as long as its tracer delays one of its threads.
            Thread release = new Thread(() -> {
                running.awaitErr("windows not delivered yet; they wait in .* for the next start");
                tracer.destroyForcibly();
            });
            release.start();
            try {
                endInTime(running);
            } finally {
                tracer.destroyForcibly();
                release.join();
            }
        }
    }

    /** Delays each system call that changes a directory, or shortens a file, by a minute. */
    private static Process hang(long pid) throws IOException, InterruptedException {
        String calls = "ftruncate,rename,unlink,rmdir,mkdir";
        Path said = Files.createTempFile("strace", "");
        try {
            Process tracer = new ProcessBuilder(
                            "strace",
                            "-f",
                            "-e",
                            "trace=" + calls,
                            "-e",
                            "inject=" + calls + ":delay_enter=60000000",
                            "-p",
                            Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            for (int i = 0; i < 500 && !Files.readString(said).contains(" attached"); i++) {
                Assumptions.assumeTrue(
                        !tracer.waitFor(10, TimeUnit.MILLISECONDS), () -> "strace may not trace here: " + pid);
            }
            return tracer;
        } catch (IOException missing) {
            return Assumptions.abort("there is no strace to delay system calls with");
        } finally {
            Files.delete(said);
        }
    }
}
