package io.inferometer.agent.spool;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a spool is told at its start.
 *
 * @param directory where every JVM's spool has a directory of its own ({@code spool.directory})
 * @param maxBytes how much this JVM may keep on disk, windows of ended JVMs that it took over included ({@code
 *     spool.max-size})
 * @param maxAge how long after its end a window is kept ({@code spool.max-age})
 * @param serviceName the service that this JVM runs; only windows of the same service are taken over
 * @param runId unique to this start of this JVM
 * @param destinations for each exporter, by name, a fingerprint of where its settings say that it sends: windows of ended JVMs are
 *     taken over for the exporter of the same name and fingerprint only. It is written to disk and must not contain a secret.
 * @param found by an exporter's name, likewise a fingerprint of what is found elsewhere, such as in the environment. Called before
 *     the first window is kept or taken over, on the thread that does so
 */
public record SpoolOptions(
        Path directory,
        long maxBytes,
        Duration maxAge,
        String serviceName,
        String runId,
        Map<String, String> destinations,
        UnaryOperator<String> found) {

    public SpoolOptions {
        destinations = Map.copyOf(destinations);
    }

    /** Options of exporters whose settings say all. */
    public SpoolOptions(
            Path directory,
            long maxBytes,
            Duration maxAge,
            String serviceName,
            String runId,
            Map<String, String> destinations) {
        this(directory, maxBytes, maxAge, serviceName, runId, destinations, exporter -> "");
    }
}
