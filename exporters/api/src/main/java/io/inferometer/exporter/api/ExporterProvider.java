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
}
