package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.app.Storms;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Tag;

/** A heap that runs out and is free again: each call is counted, or counted as lost. */
@Tag("safety")
class HeapFaultsIT {

    private static final String APP = Storms.class.getName();

    @EachJdk
    void everyCallIsRecordedOrLost(Jdk jdk) {
        check(jdk, "all");
    }

    @OneJdk
    void everyCallIsRecordedOrLostWhereSomeAreTimed(Jdk jdk) {
        check(jdk, "1/16");
    }

    private static void check(Jdk jdk, String timing) {
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                .agent("methods=" + APP + "#score@score", "timing=" + timing)
                .flags("-Xmx64m", "-XX:+UseSerialGC")
                .start(Storms.class)) {
            Metrics metrics = jvm.metrics();
            Matcher calls = jvm.awaitOut("^made (\\d+) cut short (\\d+)$");
            long made = Long.parseLong(calls.group(1));
            long cutShort = Long.parseLong(calls.group(2));
            Map<String, Double> samples = atRest(metrics);
            long recorded = Metrics.sum(samples, "inferometer_agent_events_recorded_total");
            long lost = Metrics.sum(samples, "inferometer_agent_events_lost_total");
            assertThat(recorded + lost).as("recorded and lost").isBetween(made, made + cutShort);
            assertThat(cutShort).as("cut short of " + made).isLessThan(10);
            assertThat(Metrics.sum(samples, "inferometer_inference_duration_seconds_count"))
                    .isEqualTo(recorded);
            assertThat(Metrics.sum(samples, "inferometer_agent_events_aggregated_total")
                            + Metrics.sum(samples, "inferometer_agent_events_folded_total"))
                    .isEqualTo(recorded);
            assertThat(Metrics.sum(samples, "inferometer_inferences_in_flight")).isZero();
            assertThat(lost).as("of " + made).isLessThan(made / 10);
            assertThat(jvm.finish().exitCode()).isZero();
        }
    }

    /** Once the logs of threads that have ended are closed: lost ends are found then. */
    private static Map<String, Double> atRest(Metrics metrics) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        Map<String, Double> samples;
        do {
            samples = metrics.samples();
        } while (Metrics.sum(samples, "inferometer_inferences_in_flight") > 0 && System.nanoTime() < deadline);
        return samples;
    }
}
