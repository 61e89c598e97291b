package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.Proofs;
import io.inferometer.agent.e2e.app.CallBook;
import io.inferometer.agent.e2e.app.LoadAtExit;
import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that exits under full load exports every call that returned before, in its last window. */
@Tag("safety")
class LastWindowIT {

    private static final String APP = LoadAtExit.class.getName();

    @TempDir
    Path directory;

    @EachJdk
    void everyCallThatReturnedBeforeTheExitIsInIt(Jdk jdk) throws IOException {
        Random random = new Random(20_261_121);
        for (int round = 0; round < Proofs.size(2, 30); round++) {
            Path windows = directory.resolve(round + ".jsonl");
            Path book = directory.resolve(round + ".book");
            Result result;
            try (RunningJvm jvm = ForkedJvm.of(jdk)
                    .agent(
                            "exporters=file",
                            "file.path=" + windows,
                            "interval=1h",
                            "methods=" + APP + "#timed@timed",
                            APP + "#sampled@sampled",
                            "timing.sampled=1/16",
                            // The exporter is loaded by a thread that competes with the load.
                            "shutdown.timeout=20s")
                    .start(LoadAtExit.class, book.toString(), Integer.toString(500 + random.nextInt(1000)))) {
                result = jvm.awaitEnd();
            }
            assertThat(result.exitCode()).as(result.err()).isZero();
            long returned = Long.parseLong(result.out().strip().substring("returned ".length()));
            // Each thread was in at most one more when the JVM halted.
            long begun = CallBook.open(book).total() + 2L * LoadAtExit.THREADS;
            long exported = Exported.toFile(windows, "config", "timed").calls()
                    + Exported.toFile(windows, "config", "sampled").calls();
            assertThat(returned).isPositive();
            assertThat(exported).as("round %d", round).isBetween(returned, begun);
        }
    }
}
