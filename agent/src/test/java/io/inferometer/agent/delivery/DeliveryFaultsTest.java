package io.inferometer.agent.delivery;

import static io.inferometer.agent.delivery.TestExporters.await;
import static io.inferometer.agent.delivery.TestExporters.define;
import static io.inferometer.agent.delivery.TestExporters.made;
import static io.inferometer.agent.delivery.TestExporters.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.thread.Thrown;
import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an exporter throws wherever it is called: its thread goes on, and each window is settled once. */
@Timeout(60)
class DeliveryFaultsTest {

    private static final String KINDS = "io.inferometer.agent.thread.Thrown#kinds";

    @TempDir
    Path directory;

    private final Rig rig = new Rig();
    private final AtomicInteger calls = new AtomicInteger();

    @AfterEach
    void end() throws InterruptedException {
        rig.close();
    }

    private void throwFirst(Throwable kind) {
        if (calls.incrementAndGet() == 1) {
            Thrown.<RuntimeException>sneak(kind);
        }
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void thrownWhileItIsMade(Throwable kind) {
        made("file", context -> {
            throwFirst(kind);
            return rig::keep;
        });
        rig.start("file");
        rig.offer(1, 5);
        awaitEachOnce();
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void thrownWhileItDelivers(Throwable kind) {
        define("file", window -> {
            throwFirst(kind);
            return rig.keep(window);
        });
        rig.start("file");
        rig.offer(1, 5);
        awaitEachOnce();
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void thrownWhileItDeliversWhatIsOnDisk(Throwable kind) {
        define("sagemaker-metrics", window -> {
            throwFirst(kind);
            return rig.keep(window);
        });
        rig.startWith(rig.spool(directory, "sagemaker-metrics"), "sagemaker-metrics");
        rig.offer(1, 3);
        await(
                "settled",
                () -> sum(rig.stats("sagemaker-metrics")) == 3
                        && rig.stats("sagemaker-metrics").delivered() == 3);
        assertThat(rig.delivered).containsExactlyInAnyOrder(1L, 2L, 3L);
    }

    @ParameterizedTest
    @MethodSource(KINDS)
    void thrownByAHeartbeat(Throwable kind) {
        define("sagemaker-edge", new Exporter() {
            @Override
            public Delivery export(Window window) {
                throwFirst(kind);
                return Delivery.delivered();
            }

            @Override
            public Optional<Duration> heartbeat() {
                return Optional.of(Duration.ofMillis(20));
            }
        });
        rig.start("sagemaker-edge");
        rig.offer(1, 5);
        await("all told", () -> rig.stats("sagemaker-edge").delivered() == 5);
        assertThat(rig.stats("sagemaker-edge").pending()).isZero();
    }

    private void awaitEachOnce() {
        await("settled", () -> rig.stats("file").delivered() == 5);
        assertThat(rig.delivered).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
        assertThat(sum(rig.stats("file"))).isEqualTo(5);
        assertThat(rig.stats("file").pending()).isZero();
    }
}
