package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.app.Throwing;
import java.time.Duration;
import org.junit.jupiter.api.Tag;

/** What a measured method throws reaches its caller, the very object, and counts once, whatever it is. */
@Tag("safety")
class ThrownErrorsIT {

    private static final String APP = Throwing.class.getName();

    @EachJdk
    void errorsPassUntouchedAndCountOnce(Jdk jdk) {
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                .agent("methods=" + APP + "#fail@fail," + APP + "#leaf@leaf")
                .flags("-Xmx128m")
                .start(Throwing.class)) {
            Metrics metrics = jvm.metrics();
            jvm.awaitOut("^all done$");
            assertThat(jvm.out().lines())
                    .containsExactly(
                            "OutOfMemoryError same true",
                            "ThreadDeath same true",
                            "StackOverflowError same true",
                            "LinkageError same true",
                            "Throwable same true",
                            "real OutOfMemoryError",
                            "platform done",
                            "all done");
            awaitNoneInFlightBut(jdk.hasVirtualThreads() ? 1 : 0, metrics);
            assertThat(metrics.calls("server_error")).containsEntry("fail", 6L);
            assertThat(metrics.calls("success")).containsOnlyKeys("leaf");
            assertThat(Metrics.sum(metrics.samples(), "inferometer_agent_events_recorded_total"))
                    .isEqualTo(metrics.calls());
            assertThat(jvm.finish().exitCode()).isZero();
        }
    }

    /**
     * A call whose exit found no stack at all is known to be lost when it is a second old, or when its thread has ended; on a virtual
     * thread, when another begins inside it, and therefore not the last one.
     */
    private static void awaitNoneInFlightBut(long last, Metrics metrics) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        long inFlight;
        do {
            inFlight = Metrics.sum(metrics.samples(), "inferometer_inferences_in_flight");
        } while (inFlight > last && System.nanoTime() < deadline);
        assertThat(inFlight).isBetween(0L, last);
    }
}
