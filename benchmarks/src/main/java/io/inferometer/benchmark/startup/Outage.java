package io.inferometer.benchmark.startup;

import io.inferometer.agent.DestinationFingerprints;
import io.inferometer.agent.config.Config;
import io.inferometer.agent.config.Options;
import io.inferometer.agent.spool.Spool;
import io.inferometer.agent.spool.SpoolOptions;
import io.inferometer.exporter.api.ExponentialHistogram;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Window;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A JVM that was without its backend until its spool was nearly full, and is killed: {@code Outage <exporter> <agent options>
 * <bytes>}.
 */
public final class Outage {

    private static final int MODELS = 100;
    private static final long WINDOW_MILLIS = 10_000;
    private static final int SCALE = 6;
    private static final int FIRST_BUCKET = -640;
    private static final int BUCKETS = 120;

    private Outage() {}

    public static void main(String[] args) {
        Config config = Config.load(args[1]);
        Map<String, String> destinations = DestinationFingerprints.fingerprints(List.of(args[0]), config);
        long bytes = Long.parseLong(args[2]);
        Resource resource = new Resource(config.get(Options.SERVICE_NAME), "", "", "", 1, "outage", "", 0);
        Spool spool = new Spool(
                new SpoolOptions(
                        Path.of(config.get(Options.SPOOL_DIRECTORY)),
                        config.get(Options.SPOOL_MAX_SIZE),
                        config.get(Options.SPOOL_MAX_AGE),
                        resource.serviceName(),
                        resource.runId(),
                        destinations),
                System.err::println,
                System::currentTimeMillis);
        List<ModelStats> models = models();
        long end = System.currentTimeMillis() - 48L * 3_600_000;
        for (int number = 1; spool.stats(args[0]).bytes() < bytes; number++) {
            if (!spool.keep(window(resource, number, end += WINDOW_MILLIS, models), List.of(args[0]))) {
                throw new IllegalStateException("the spool took no more: " + spool.problem());
            }
        }
        System.out.println("result windows " + (double) spool.stats(args[0]).windows());
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static Window window(Resource resource, long number, long endMillis, List<ModelStats> models) {
        return Window.of(resource, number, endMillis - WINDOW_MILLIS, endMillis)
                .models(models)
                .build();
    }

    private static List<ModelStats> models() {
        // Always the same, and nothing that compresses better than real counts.
        Random random = new Random(1);
        List<ModelStats> models = new ArrayList<>();
        for (int model = 0; model < MODELS; model++) {
            long[] counts = new long[BUCKETS];
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                counts[bucket] = random.nextInt(20);
            }
            models.add(ModelStats.of(new ModelId("benchmark", "model-" + model, ""))
                    .duration(
                            Outcome.SUCCESS,
                            new ExponentialHistogram(
                                    Unit.NANOSECONDS,
                                    SCALE,
                                    FIRST_BUCKET,
                                    counts,
                                    0,
                                    1_000_000_000,
                                    1_000_000,
                                    3_600_000))
                    .lifecycle(new ModelStats.Lifecycle(1, 1, ModelStats.Lifecycle.NONE.loadDurations(), 0))
                    .build());
        }
        return models;
    }
}
