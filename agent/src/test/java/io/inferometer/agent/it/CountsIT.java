package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.app.Load;
import io.inferometer.agent.it.app.Overloads;
import java.util.Map;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Tag;

/** Counts are exact, on every kind of thread. */
@Tag("safety")
class CountsIT {

    private static final String RANKER = Overloads.class.getName() + "$Ranker";
    private static final String EVENTS = "inferometer_agent_events_";

    @EachJdk
    void theOutermostOfRecursiveAndOverloadedCallsCountsOnce(Jdk jdk) {
        try (RunningJvm jvm =
                ForkedJvm.of(jdk).agent("methods=" + RANKER + "#rank").start(Overloads.class)) {
            Matcher books = jvm.awaitOut("^rank success (\\d+) client_error (\\d+) depth (\\d+)$");
            Metrics metrics = jvm.metrics();
            long ranked = Long.parseLong(books.group(1));
            long refused = Long.parseLong(books.group(2));
            long depth = Long.parseLong(books.group(3));
            assertThat(metrics.calls("success")).isEqualTo(Map.of("Ranker", ranked, "depth", depth));
            assertThat(metrics.calls("client_error")).isEqualTo(Map.of("Ranker", refused));
            assertAtRest(metrics.samples(), ranked + refused + depth);
        }
    }

    @EachJdk
    void everyCallOfManyThreadsIsCounted(Jdk jdk) {
        try (RunningJvm jvm = ForkedJvm.of(jdk).agent().start(Load.class)) {
            long calls = Long.parseLong(jvm.awaitOut("^calls (\\d+)$").group(1));
            Metrics metrics = jvm.metrics();
            assertThat(metrics.calls("success"))
                    .containsEntry("tight", 1_000_000L)
                    .containsEntry("brief", 20_000L)
                    .hasSize(jdk.hasVirtualThreads() ? 3 : 2);
            assertAtRest(metrics.samples(), calls);
            assertThat(jvm.finish().agentLines()).hasSize(1);
        }
    }

    private static void assertAtRest(Map<String, Double> samples, long calls) {
        assertThat(Metrics.sum(samples, EVENTS + "recorded_total")).isEqualTo(calls);
        assertThat(Metrics.sum(samples, EVENTS + "aggregated_total") + Metrics.sum(samples, EVENTS + "folded_total"))
                .isEqualTo(calls);
        assertThat(samples.keySet()).contains(EVENTS + "lost_total");
        assertThat(Metrics.sum(samples, EVENTS + "lost_total")).isZero();
        assertThat(Metrics.sum(samples, "inferometer_inferences_in_flight")).isZero();
    }
}
