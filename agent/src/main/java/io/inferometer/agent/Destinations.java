package io.inferometer.agent;

import io.inferometer.agent.config.Config;
import io.inferometer.agent.config.Option;
import io.inferometer.agent.config.Options;
import io.inferometer.agent.delivery.Families;
import io.inferometer.agent.redaction.Redaction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each exporter sends, as a fingerprint: what an ended JVM could not deliver goes to the same place or nowhere. It covers the
 * exporter's own settings and those for all of AWS, but never a secret.
 */
public final class Destinations {

    /** FNV-1a of 64 bits (RFC 9923): not {@code MessageDigest}, which would initialise the JVM's security providers. */
    private static final long BASIS = 0xCBF29CE484222325L;

    private static final long PRIME = 0x100000001B3L;

    private Destinations() {}

    /** By exporter, of those among {@code exporters} that spool. */
    public static Map<String, String> fingerprints(List<String> exporters, Config config) {
        Map<String, String> fingerprints = new HashMap<>();
        for (String exporter : exporters) {
            if (Families.spools(exporter)) {
                fingerprints.put(exporter, fingerprint(exporter, config));
            }
        }
        return fingerprints;
    }

    private static String fingerprint(String exporter, Config config) {
        long hash = BASIS;
        for (Option<?> option : Options.all()) {
            String key = option.key();
            if (!option.isSecret() && (key.startsWith(exporter + ".") || key.startsWith("aws."))) {
                // With a wrong value it is not the destination that the default names.
                String value = config.invalid(key).orElse(config.text(key).orElse(""));
                String line = key + "=" + Redaction.value(key, value) + "\n";
                for (byte each : line.getBytes(StandardCharsets.UTF_8)) {
                    hash = (hash ^ (each & 0xFF)) * PRIME;
                }
            }
        }
        return Long.toHexString(hash);
    }
}
