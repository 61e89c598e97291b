package io.inferometer.exporter.sentinel;

import java.util.Map;
import java.util.function.Supplier;

/**
 * What runs are registered with. Found out when the first one is.
 *
 * @param metadataSource what the settings and the JVM say of a run
 * @param hostSource what is known of the machine
 * @param cloudSource what is known of the cloud
 */
record Registration(
        Supplier<Map<String, ?>> metadataSource,
        Supplier<Map<String, ?>> hostSource,
        Supplier<Map<String, ?>> cloudSource) {

    Map<String, ?> metadata() {
        return metadataSource.get();
    }

    Map<String, ?> host() {
        return hostSource.get();
    }

    Map<String, ?> cloud() {
        return cloudSource.get();
    }
}
