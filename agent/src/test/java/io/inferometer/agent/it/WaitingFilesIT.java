package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.app.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;

/** Files that keep whoever opens them waiting: neither the start nor the end of the application does. */
class WaitingFilesIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private Result run(ForkedJvm jvm) {
        return run(jvm, running -> running.awaitErr(" measures "));
    }

    /** @param started waits until the agent has begun its log: a program that ends before has none */
    private Result run(ForkedJvm jvm, Consumer<RunningJvm> started) {
        try (RunningJvm running = jvm.timeout(TIMEOUT).start(Service.class)) {
            running.awaitOut("^called 1 ");
            running.send("5");
            started.accept(running);
            running.awaitOut("called 5 10\n");
            Result result = running.finish();
            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.errLines()).isEqualTo(result.agentLines());
            return result;
        }
    }

    @OneJdk
    void noConfigurationIsReadFromAPipe(Jdk jdk) throws InterruptedException {
        Path pipe = NamedPipe.make(directory.resolve("pipe-" + jdk.feature()));
        for (String file : List.of(pipe.toString(), "/dev/stdin", "/dev/zero")) {
            assertThat(run(ForkedJvm.of(jdk).agent("config=" + file)).errLines())
                    .filteredOn(line -> line.contains(" WARN "))
                    .singleElement()
                    .asString()
                    .contains("'" + file + "' (agent options)", "it is not a regular file");
        }
        assertThat(run(ForkedJvm.of(jdk).agentWithExactly(pipe.toString())).errLines())
                .filteredOn(line -> line.contains(" WARN "))
                .singleElement()
                .asString()
                .contains(pipe + "' (agent options): no such file");
    }

    @OneJdk
    void aLogThatNobodyReadsIsDropped(Jdk jdk) throws InterruptedException {
        Path pipe = NamedPipe.make(directory.resolve("pipe-" + jdk.feature()));
        Result result = run(
                ForkedJvm.of(jdk).agent("log.file=" + pipe),
                running -> LockSupport.parkNanos(Duration.ofMillis(500).toNanos()));
        assertThat(result.errLines()).isEmpty();
    }

    @OneJdk
    void aLogThatSomebodyReadsArrives(Jdk jdk) throws IOException, InterruptedException {
        Path pipe = NamedPipe.make(directory.resolve("pipe-" + jdk.feature()));
        Process reader = new ProcessBuilder("cat", pipe.toString()).start();
        Scanner log = new Scanner(reader.getInputStream(), StandardCharsets.UTF_8);
        Result result = run(
                ForkedJvm.of(jdk).agent("interval=wrong", "log.file=" + pipe),
                running -> assertThat(log.nextLine()).contains(" WARN interval=wrong "));
        assertThat(result.errLines()).isEmpty();
    }

    @OneJdk
    void standardErrorByNameIsALogToo(Jdk jdk) {
        assertThat(run(ForkedJvm.of(jdk).agent("interval=wrong", "log.file=/dev/stderr"))
                        .err())
                .contains(" WARN interval=wrong ");
    }

    @OneJdk
    void windowsThatNobodyReadsWait(Jdk jdk) throws InterruptedException {
        Path pipe = NamedPipe.make(directory.resolve("pipe-" + jdk.feature()));
        Result result = run(
                ForkedJvm.of(jdk).agent("exporters=file", "file.path=" + pipe, "interval=1s", "shutdown.timeout=1s"));
        assertThat(result.err())
                .contains("file.path=" + pipe + ": cannot be written (Broken pipe)")
                .contains("windows could not be delivered within shutdown.timeout=1000ms and are lost");
    }
}
