package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.app.shapes.Transcript;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Results, exceptions and identities are the application's own, and every call is counted, by how it ended. */
@Tag("safety")
class TranscriptIT {

    private static final String IN_FLIGHT = "inferometer_inferences_in_flight";

    @TempDir
    static Path generated;

    private static String[] generatedClasses;

    @BeforeAll
    static void compile() {
        LargeMethods.compile(generated);
        List<String> names = new ArrayList<>(LargeMethods.MEASURED);
        names.add(LargeMethods.TOO_LARGE);
        generatedClasses = names.toArray(new String[0]);
    }

    @EachJdk
    void theTranscriptIsTheSameAndEveryCallIsCounted(Jdk jdk) {
        Result without = application(jdk).run(Transcript.class, generatedClasses);
        assertThat(without.exitCode()).as(without.err()).isZero();

        try (RunningJvm with = application(jdk).agent().start(Transcript.class, generatedClasses)) {
            with.awaitOut("^transcript complete$");
            Metrics metrics = with.metrics();
            for (String outcome : List.of("success", "client_error", "server_error", "cancelled")) {
                String books = with.awaitOut("^books " + outcome + " (.*)$").group(1);
                Map<String, Long> counted = metrics.calls(outcome);
                if (books.contains(LargeMethods.TOO_LARGE)) {
                    counted.put(LargeMethods.TOO_LARGE, 1L);
                }
                assertThat(counted).as(outcome).hasToString(books);
            }
            Map<String, Double> samples = metrics.samples();
            assertThat(Metrics.sum(samples, IN_FLIGHT, "model=\"unfinished\"")).isEqualTo(1);
            assertThat(Metrics.sum(samples, IN_FLIGHT)).isEqualTo(1);
            assertThat(Metrics.sum(samples, "inferometer_agent_events_recorded_total"))
                    .isEqualTo(metrics.calls());
            with.awaitErr("inferometer WARN " + LargeMethods.TOO_LARGE + "\\.\\S+ is not measured: it is too large");

            Result result = with.finish();
            assertThat(result.out()).isEqualTo(without.out());
            assertThat(result.exitCode()).isZero();
            assertThat(result.agentLines()).hasSize(2).noneMatch(line -> line.contains("ERROR"));
            assertThat(result.errLines()).isEqualTo(result.agentLines());
        }
    }

    private static ForkedJvm application(Jdk jdk) {
        return ForkedJvm.of(jdk).classPath(Path.of("target/test-classes"), generated);
    }
}
