package io.inferometer.agent.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.spool.Spool;
import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.RunExporter;
import io.inferometer.exporter.api.RunNotes;
import io.inferometer.exporter.api.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs are told of from their start to their end, each window in one batch, over failures and over the end of the JVM. */
class RunRunnerTest {

    private static final String NAME = "sagemaker-metrics";
    private static final Delivery AWAY = Delivery.retryLater("away");

    @TempDir
    private Path directory;

    private final List<String> told = new CopyOnWriteArrayList<>();

    /** Notes what it is told; a run is over once it was told to finish it. */
    private final class Backend implements RunExporter {

        private final Duration interval;
        private RunNotes notes;
        private volatile int failures;

        Backend(Duration interval, int failures) {
            this.interval = interval;
            this.failures = failures;
        }

        @Override
        public Duration uploadInterval() {
            return interval;
        }

        @Override
        public void use(RunNotes those) {
            notes = those;
        }

        @Override
        public Delivery begin() {
            told.add("begin");
            return Delivery.delivered();
        }

        @Override
        public Delivery upload(List<Window> windows) {
            Window first = windows.get(0);
            notes.write(first.resource().runId(), "open");
            return answer("upload " + first.resource().runId() + numbers(windows));
        }

        @Override
        public Delivery finish(String runId, List<Window> rest) {
            if (notes.read(runId).orElse("").equals("done")) {
                notes.delete(runId);
                return Delivery.nothing();
            }
            Delivery answer = answer("finish " + runId + numbers(rest));
            if (!answer.equals(AWAY)) {
                notes.write(runId, "done");
            }
            return answer;
        }

        private String numbers(List<Window> windows) {
            return " " + windows.stream().map(Window::number).toList();
        }

        private Delivery answer(String call) {
            boolean fails = failures > 0;
            failures -= fails ? 1 : 0;
            told.add(call + (fails ? " away" : ""));
            return fails ? AWAY : Delivery.delivered();
        }
    }

    @Test
    void aShortRunIsFinishedWithAllItsWindows() throws InterruptedException {
        TestExporters.made(NAME, context -> new Backend(Duration.ofHours(1), 0));
        try (Rig rig = new Rig("one")) {
            rig.startWith(rig.spool(directory, NAME), NAME);
            rig.offer(1, 3);
            TestExporters.await("begun", () -> told.contains("begin"));
            assertThat(rig.stats(NAME).pending()).isEqualTo(3);
            assertThat(rig.close(Duration.ofSeconds(10))).isEmpty();
            assertThat(rig.stats(NAME).delivered()).isEqualTo(3);
        }
        assertThat(told).containsExactly("begin", "finish one [1, 2, 3]");
    }

    @Test
    void aBatchThatFailedComesAgainAsItIsAndOthersFollow() throws InterruptedException {
        TestExporters.made(NAME, context -> new Backend(Duration.ofMillis(700), 1));
        try (Rig rig = new Rig("one")) {
            rig.startWith(rig.spool(directory, NAME), NAME);
            rig.offer(1, 2);
            TestExporters.await("it fails", () -> told.contains("upload one [1, 2] away"));
            rig.offer(3, 3);
            TestExporters.await("all arrived", () -> rig.stats(NAME).pending() == 0);
            assertThat(rig.stats(NAME).delivered()).isEqualTo(3);
        }
        assertThat(told)
                .containsExactly(
                        "begin", "upload one [1, 2] away", "upload one [1, 2]", "upload one [3]", "finish one []");
    }

    @Test
    void withoutASpoolWindowsWaitInMemory() throws InterruptedException {
        TestExporters.made(NAME, context -> new Backend(Duration.ofMillis(700), 1));
        try (Rig rig = new Rig("one")) {
            rig.start(NAME);
            rig.offer(1, 2);
            TestExporters.await("all arrived", () -> rig.stats(NAME).pending() == 0);
            rig.offer(3, 3);
        }
        assertThat(told).containsExactly("begin", "upload one [1, 2] away", "upload one [1, 2]", "finish one [3]");
    }

    @Test
    void aRunThatCouldNotBeFinishedIsLeftToTheNextStart() throws InterruptedException {
        TestExporters.made(NAME, context -> new Backend(Duration.ofMillis(100), 0));
        try (Rig rig = new Rig("one")) {
            rig.startWith(rig.spool(directory, NAME), NAME);
            rig.offer(1, 1);
            TestExporters.await("an upload", () -> told.contains("upload one [1]"));
        }
        told.clear();
        TestExporters.made(NAME, context -> new Backend(Duration.ofHours(1), 1000));
        try (Rig rig = new Rig("two")) {
            rig.startWith(rig.spool(directory, NAME), NAME);
            rig.offer(1, 2);
            TestExporters.await("begun", () -> told.contains("begin"));
            assertThat(rig.close(Duration.ofSeconds(1))).containsExactly(new UndeliveredWindows(NAME, 2, 0));
        }
        assertThat(told).contains("finish two [1, 2] away");
        told.clear();
        TestExporters.made(NAME, context -> new Backend(Duration.ofHours(1), 0));
        try (Rig rig = new Rig("three")) {
            Spool spool = rig.spool(directory, NAME);
            rig.startWith(spool, NAME);
            rig.offer(1, 1);
            TestExporters.await("the run is finished", () -> told.contains("finish two [1, 2]"));
            TestExporters.await("its windows are gone", () -> rig.stats(NAME).pending() == 1);
        }
        assertThat(told).containsExactly("begin", "finish two [1, 2]", "finish three [1]");
    }
}
