package io.inferometer.agent.delivery;

import io.inferometer.agent.exporter.ExporterTable;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.ExporterContext;
import io.inferometer.exporter.api.ExporterProvider;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The class loaders of exporters: one per family, made when the first exporter of the family is wanted, so that all exporters
 * for AWS share one SDK and nobody else sees it. Thread-safe.
 */
public final class Families {

    private final Function<String, ClassLoader> newLoader;
    private final BooleanSupplier jarChanged;
    private final Map<String, ClassLoader> loaders = new HashMap<>();

    /**
     * @param newLoader makes the loader of a family
     * @param jarChanged whether what such a loader has not read yet is lost
     */
    public Families(Function<String, ClassLoader> newLoader, BooleanSupplier jarChanged) {
        this.newLoader = newLoader;
        this.jarChanged = jarChanged;
    }

    boolean isJarChanged() {
        return jarChanged.getAsBoolean();
    }

    synchronized ClassLoader loader(String exporter) {
        return loaders.computeIfAbsent(ExporterTable.row(exporter).family(), newLoader);
    }

    /** Has the next exporter of the family that is made begin in another loader than this. */
    synchronized void discard(String exporter, ClassLoader broken) {
        loaders.remove(ExporterTable.row(exporter).family(), broken);
    }

    /** Loads the exporter's provider, with its family. */
    public ExporterProvider provider(String exporter) {
        return provider(exporter, loader(exporter));
    }

    /**
     * Makes an exporter, for which its family is loaded only if it has what it requires.
     *
     * @throws io.inferometer.exporter.api.MissingSettingException if it lacks a setting, or cannot use one
     */
    public Exporter create(String exporter, ExporterContext context) {
        return create(exporter, loader(exporter), context);
    }

    Exporter create(String exporter, ClassLoader loader, ExporterContext context) {
        ExporterTable.row(exporter).check(context);
        return provider(exporter, loader).create(context);
    }

    private ExporterProvider provider(String exporter, ClassLoader loader) {
        for (ExporterProvider provider : ServiceLoader.load(ExporterProvider.class, loader)) {
            if (provider.name().equals(exporter)) {
                return provider;
            }
        }
        throw new IllegalStateException("the agent's jar has no exporter " + exporter);
    }
}
