package io.inferometer.exporter.api;

/** Makes one kind of exporter. Found by {@link java.util.ServiceLoader} in the loader of its family. */
public interface ExporterProvider {

    /** The name used in the option {@code exporters}. */
    String name();

    /**
     * Called once, on the exporter's own thread.
     *
     * @throws MissingSettingException when a setting that it cannot do without is missing or unusable
     */
    Exporter create(ExporterContext context);

    /**
     * Returns where windows go, as far as it is found outside the settings, such as in the environment; empty if the settings say
     * all. A JVM delivers what an ended one left only if it finds the same. Holds no secret. Waits for no network.
     */
    default String destination(ExporterContext context) {
        return "";
    }
}
