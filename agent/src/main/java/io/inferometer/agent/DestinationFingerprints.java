package io.inferometer.agent;

import io.inferometer.agent.config.Config;
import io.inferometer.agent.config.Option;
import io.inferometer.agent.config.Options;
import io.inferometer.agent.delivery.Families;
import io.inferometer.agent.exporter.ExporterRow;
import io.inferometer.agent.exporter.ExporterTable;
import io.inferometer.agent.redaction.Redaction;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ExporterProvider;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;

/**
 * Where each exporter sends, as fingerprints: what an ended JVM could not deliver goes to the same place or nowhere. One covers the
 * exporter's own settings and those of its family, the other what the exporter finds elsewhere, such as in the environment; neither
 * a secret.
 */
public final class DestinationFingerprints {

    /** FNV-1a of 64 bits (RFC 9923): not {@code MessageDigest}, which would initialise the JVM's security providers. */
    private static final long BASIS = 0xCBF29CE484222325L;

    private static final long PRIME = 0x100000001B3L;

    private DestinationFingerprints() {}

    /** By exporter, of those among {@code exporters} that spool. */
    public static Map<String, String> fingerprints(List<String> exporters, Config config) {
        Map<String, String> fingerprints = new HashMap<>();
        for (String exporter : exporters) {
            ExporterRow row = ExporterTable.row(exporter);
            if (row.spools()) {
                fingerprints.put(exporter, fingerprint(row, config));
            }
        }
        return fingerprints;
    }

    private static String fingerprint(ExporterRow exporter, Config config) {
        StringBuilder settings = new StringBuilder();
        for (Option<?> option : Options.all()) {
            String key = option.key();
            // A switch that is newer than windows which wait for the same place.
            boolean isNewer = option == Options.CLOUDWATCH_LOGS_DATA_LOG;
            if (!option.isSecret() && !option.isDetail() && !isNewer && exporter.reads(key)) {
                // With a wrong value it is not the destination that the default names.
                String value = config.invalid(key).orElse(config.text(key).orElse(""));
                settings.append(key)
                        .append('=')
                        .append(Redaction.value(key, value))
                        .append('\n');
            }
        }
        return hash(settings.toString());
    }

    /**
     * A fingerprint of what the exporter finds outside its settings; empty if it finds nothing. Loads the exporter's provider. May
     * wait for the disk.
     */
    public static String found(String exporter, Families families, ExporterContext context) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        String found;
        try {
            ExporterProvider provider = families.provider(exporter);
            thread.setContextClassLoader(provider.getClass().getClassLoader());
            found = provider.destination(context);
        } catch (RuntimeException | LinkageError | ServiceConfigurationError unusable) {
            // The exporter itself says why. What is kept now goes nowhere that is known then.
            found = "unknown";
        } finally {
            thread.setContextClassLoader(before);
        }
        return found.isEmpty() ? "" : hash(found);
    }

    private static String hash(String text) {
        long hash = BASIS;
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xFF)) * PRIME;
        }
        return Long.toHexString(hash);
    }
}
