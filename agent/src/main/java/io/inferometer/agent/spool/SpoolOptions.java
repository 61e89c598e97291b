package io.inferometer.agent.spool;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What a spool is told at its start.
 *
 * @param directory where every JVM's spool has a directory of its own ({@code spool.directory})
 * @param maxBytes how much this JVM may keep on disk, windows of ended JVMs that it took over included ({@code
 *     spool.max-size})
 * @param maxAge how long after its end a window is kept ({@code spool.max-age})
 * @param serviceName the service that this JVM runs; only windows of the same service are taken over
 * @param runId unique to this start of this JVM
 * @param destinations for each exporter, by name, a fingerprint of where it sends: windows of ended JVMs are taken over for
 *     the exporter of the same name and fingerprint only. It is written to disk and must not contain a secret.
 */
public record SpoolOptions(
        Path directory,
        long maxBytes,
        Duration maxAge,
        String serviceName,
        String runId,
        Map<String, String> destinations) {

    public SpoolOptions {
        destinations = Map.copyOf(destinations);
    }
}
