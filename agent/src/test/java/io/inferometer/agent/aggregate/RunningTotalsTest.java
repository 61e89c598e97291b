package io.inferometer.agent.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.config.Config;
import io.inferometer.agent.config.ExporterSettings;
import io.inferometer.agent.model.ModelRegistry;
import io.inferometer.agent.record.FixedModel;
import io.inferometer.agent.record.Recorder;
import io.inferometer.agent.record.Site;
import io.inferometer.agent.thread.AgentThread;
import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Window;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an exporter finds whose backend takes running totals instead of windows. */
@Timeout(60)
class RunningTotalsTest {

    private static final Resource RESOURCE = new Resource("s", "e", "v", "i", 1, "run", "0", 0);
    private static final int CALLS = 200_000;

    private static long invocations(List<ModelStats> models) {
        return models.stream().mapToLong(ModelStats::invocations).sum();
    }

    @Test
    void theyHaveEveryWindowHandedOverBeforeAndNeverGoBack() throws InterruptedException {
        Recorder recorder = new Recorder();
        ModelRegistry registry = new ModelRegistry(recorder, 10, Map.of());
        Site site = TestSites.on(recorder, new FixedModel(registry.model("onnxruntime", "a", "")));
        BlockingQueue<Window> windows = new LinkedBlockingQueue<>();
        ThreadErrors errors = new ThreadErrors();
        AggregatorLoop loop = new AggregatorLoop(
                new Aggregator(
                        recorder, registry, RESOURCE, () -> HostStats.NONE, List::of, () -> 0, QueuedRequests.NONE),
                Duration.ofMillis(5),
                windows::add);
        recorder.onFullChunk(loop::wake);
        Thread aggregator = new AgentThread("loop", loop, errors);
        aggregator.start();
        Thread application = new Thread(() -> {
            for (int i = 0; i < CALLS; i++) {
                site.exit(site.enter(this), this, null, null, null);
                if (i % 2_000 == 0) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
        });
        application.start();

        ExporterContext context = new ExporterSettings(
                Config.load("", new Properties(), Map.of()), RESOURCE, loop::snapshot, line -> {}, line -> {});
        long inWindows = 0;
        long total = 0;
        int exports = 0;
        while (inWindows < CALLS) {
            Window window = windows.poll(20, TimeUnit.SECONDS);
            assertThat(window).as("windows of %d calls", inWindows).isNotNull();
            inWindows += invocations(window.models());
            long now = invocations(context.snapshot().models());
            assertThat(now).isBetween(Math.max(total, inWindows), (long) CALLS);
            total = now;
            exports++;
        }
        assertThat(total).isEqualTo(CALLS);
        assertThat(exports).isGreaterThan(1);

        application.join();
        loop.stop();
        aggregator.join();
        assertThat(errors.count()).isZero();
    }
}
