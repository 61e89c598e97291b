package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.Proofs;
import io.inferometer.agent.it.app.Crowd;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;

/** A million virtual threads, a hundred thousand at a time, in a small heap: each call counts, none owns anything. */
@Tag("safety")
class CrowdIT {

    private static final int TOTAL = Proofs.size(100_000, 1_000_000);
    private static final int AT_ONCE = TOTAL / 10;
    private static final String EVENTS = "inferometer_agent_events_";

    @EachJdk
    void everyVirtualThreadIsCountedAndNoneIsKept(Jdk jdk) {
        Assumptions.assumeTrue(jdk.hasVirtualThreads(), jdk.name() + " has no virtual threads");
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                .agent("methods=" + Crowd.class.getName() + "#call@crowd")
                .flags("-Xmx256m")
                .timeout(Duration.ofMinutes(5))
                .start(Crowd.class, Integer.toString(TOTAL), Integer.toString(AT_ONCE))) {
            Metrics metrics = jvm.metrics();
            for (int round = 1; round <= TOTAL / AT_ONCE; round++) {
                jvm.awaitOut("(?s)(inside.*){" + round + "}");
                Map<String, Double> samples = metrics.samples();
                assertThat(Metrics.sum(samples, "inferometer_inferences_in_flight"))
                        .as("in flight in round %d", round)
                        .isEqualTo(AT_ONCE);
                assertThat(Metrics.sum(samples, EVENTS + "recorded_total")).isEqualTo((round - 1L) * AT_ONCE);
                jvm.send("");
            }
            jvm.awaitOut("^" + Pattern.quote("calls " + TOTAL) + "$");
            assertThat(metrics.calls("success")).isEqualTo(Map.of("crowd", (long) TOTAL));
            Map<String, Double> samples = metrics.samples();
            assertThat(Metrics.sum(samples, "inferometer_inferences_in_flight")).isZero();
            assertThat(Metrics.sum(samples, EVENTS + "aggregated_total")
                            + Metrics.sum(samples, EVENTS + "folded_total"))
                    .isEqualTo(TOTAL);
            assertThat(jvm.finish().exitCode()).isZero();
        }
    }
}
