package io.inferometer.benchmark.scrape;

import io.inferometer.agent.aggregate.Aggregator;
import io.inferometer.agent.aggregate.AggregatorLoop;
import io.inferometer.agent.aggregate.QueuedRequests;
import io.inferometer.agent.http.Listener;
import io.inferometer.agent.http.SnapshotSource;
import io.inferometer.agent.model.ModelRegistry;
import io.inferometer.agent.record.Recorder;
import io.inferometer.agent.thread.AgentThread;
import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.ModelDetail;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Snapshot;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** An aggregator and a listener over many models. */
final class ScrapedAgent implements AutoCloseable {

    private final Random random = new Random(1);
    private final int models;
    private final int outcomes;
    private final Aggregator aggregator;
    private final AggregatorLoop loop;
    private final Listener listener;

    /** @param outcomes of how many outcomes each model has calls */
    ScrapedAgent(int models, int outcomes) throws IOException {
        this.models = models;
        this.outcomes = outcomes;
        Recorder recorder = new Recorder();
        ModelRegistry registry = new ModelRegistry(recorder, models, Map.of());
        for (int model = 0; model < models; model++) {
            registry.model("config", "some-quite-long-model-name-v2-" + model, "");
        }
        aggregator = new Aggregator(
                recorder,
                registry,
                new Resource("benchmark", "benchmark", "AllTraffic", "benchmark", 1, "benchmark", "", 0),
                () -> HostStats.NONE,
                List::of,
                () -> 0,
                QueuedRequests.NONE);
        loop = new AggregatorLoop(aggregator, Duration.ofHours(1), window -> call());
        ThreadErrors errors = new ThreadErrors();
        new AgentThread("aggregator", loop, errors).start();
        listener = Listener.start("127.0.0.1", 0, false, new Figures(), System.err::println, errors);
    }

    URI address() {
        return listener.address();
    }

    /** Has every model called once with each outcome, for 1 to 61 ms. */
    void callAll() {
        loop.flush();
    }

    /** On the aggregator's thread. */
    private void call() {
        for (int model = 0; model < models; model++) {
            for (int outcome = 0; outcome < outcomes; outcome++) {
                aggregator.call(model, outcome, 1_000_000L + random.nextInt(60_000_000), 0);
            }
        }
    }

    @Override
    public void close() {
        listener.close();
        loop.stop();
    }

    private final class Figures implements SnapshotSource {

        @Override
        public Snapshot totals() {
            return loop.totals();
        }

        @Override
        public Snapshot overview() {
            return loop.overview();
        }

        @Override
        public List<ModelDetail> details(ModelId after, int limit) {
            return loop.details(after, limit);
        }
    }
}
