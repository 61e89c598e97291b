package io.inferometer.agent.e2e;

import io.inferometer.exporter.api.Resource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A JVM that does nothing but deliver: windows of many models while the backend is away, and a few more once it is back. Prints
 * {@code spooled} when all of the former are on disk and {@code delivered} at the end. The heap it is given says how much memory is
 * enough.
 */
final class BacklogProgram {

    /** Windows that are cut during the drain. */
    static final int LIVE = 3;

    private BacklogProgram() {}

    /** @param arguments endpoint, spool's directory, when the first window begins, models, windows on disk, exporters */
    public static void main(String[] arguments) {
        long start = Long.parseLong(arguments[2]);
        int windows = Integer.parseInt(arguments[4]);
        ManyModels models = windows(start, Integer.parseInt(arguments[3]));
        Resource resource = resource(start);
        List<String> exporters = List.of(arguments).subList(5, arguments.length);
        try (DeliverySide delivery =
                new DeliverySide(exporters, resource, URI.create(arguments[0]), Path.of(arguments[1]))) {
            delivery.spool(models, windows);
            System.out.println("spooled");
            delivery.await("it is noticed", Duration.ofSeconds(100), stats -> stats.delivered() > 0);
            for (int number = windows + 1; number <= windows + LIVE; number++) {
                delivery.offer(models.window(number));
            }
            delivery.await(
                    "all delivered",
                    Duration.ofSeconds(60L + 20L * windows),
                    stats -> stats.delivered() == windows + LIVE && stats.pending() == 0);
            System.out.println("delivered");
        }
    }

    /** What it delivers. */
    static ManyModels windows(long startMillis, int models) {
        return new ManyModels(resource(startMillis), models, Duration.ofSeconds(10), startMillis);
    }

    private static Resource resource(long startMillis) {
        return new Resource("service", "endpoint", "variant", "instance", 1, "run", "0", startMillis);
    }
}
