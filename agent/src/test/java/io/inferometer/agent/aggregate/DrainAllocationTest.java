package io.inferometer.agent.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.inferometer.agent.model.ModelRegistry;
import io.inferometer.agent.record.Buckets;
import io.inferometer.agent.record.FixedModel;
import io.inferometer.agent.record.Recorder;
import io.inferometer.agent.record.Site;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An aggregator that looks and finds nothing leaves nothing to collect. */
class DrainAllocationTest {

    private static final long SECOND = 1_000_000_000L;
    private static final int DRAINS = 200;

    private final Recorder recorder = new Recorder();
    private final ModelRegistry registry = new ModelRegistry(recorder, 4, Map.of());
    private final Aggregator aggregator = AggregatorFixture.of(recorder, registry);
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long now = 1000 * SECOND;

    private long allocatedBy(Runnable drain) {
        long id = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(id);
        for (int i = 0; i < DRAINS; i++) {
            drain.run();
        }
        return threads.getThreadAllocatedBytes(id) - before;
    }

    private void drain() {
        now += SECOND;
        aggregator.drain(now, now / 1_000_000);
    }

    @Test
    void anIdleDrainAllocatesNothing() throws InterruptedException {
        Site site = TestSites.on(recorder, new FixedModel(registry.model("library", "a", "")));
        Thread other = new Thread(() -> site.exit(site.enter(null), null, null, null, null));
        other.start();
        other.join();
        site.exit(site.enter(null), null, null, null, null);
        // Some calls of other threads' are still open, the last minute goes by, and all classes are loaded.
        Object open = site.enter(null);
        allocatedBy(this::drain);
        long nothing = allocatedBy(() -> {});
        assertThat(allocatedBy(this::drain) - nothing)
                .as("bytes in %s drains", DRAINS)
                .isLessThanOrEqualTo(0);
        site.exit(open, null, null, null, null);
    }

    /** But for the slice's own distribution, however many calls there are. */
    @Test
    void callsAllocateNothing() {
        HistogramBuilder durations = new HistogramBuilder(Buckets.DURATIONS);
        int[] nanos = new int[8_000];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = 40 << (i % 25);
        }
        long bytes = allocatedBy(() -> durations.add(nanos, 0, nanos.length));
        assertThat(durations.packed().toHistogram(Unit.NANOSECONDS).count()).isEqualTo((long) DRAINS * nanos.length);
        assertThat(bytes).as("ten bytes for each of 26 octaves of buckets").isLessThan(10 * 26 * 64 + 1_000);
    }

    /** But for a distribution whose range grows. */
    @Test
    void aDrainOfCallsAllocatesNothingEither() {
        Site site = TestSites.on(recorder, new FixedModel(registry.model("library", "a", "")));
        Runnable callAndDrain = () -> {
            site.exit(site.enter(null), null, null, null, null);
            // Within one slice.
            aggregator.drain(now, now / 1_000_000);
        };
        // The JVM's own work, such as linking, falls into one of them.
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            least = Math.min(least, allocatedBy(callAndDrain));
        }
        assertThat(least).as("bytes in %s drains", DRAINS).isLessThan(16L * DRAINS);
    }
}
