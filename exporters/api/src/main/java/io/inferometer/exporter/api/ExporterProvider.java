package io.inferometer.exporter.api;

/** Makes one kind of exporter. Found by {@link java.util.ServiceLoader} in the loader of its family. */
public interface ExporterProvider {

    /** The name used in the option {@code exporters}. */
    String name();

    /**
     * Called on the exporter's own thread, once or until it succeeds.
     *
     * @throws MissingSettingException when a setting that it cannot do without is missing or unusable: it is not asked again
     * @throws NotReadyException when it may be asked again after a while
     */
    Exporter create(ExporterContext context);
}
