package io.inferometer.agent.delivery;

import io.inferometer.exporter.api.ExporterProvider;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The class loaders of exporters: one per family, made when the first exporter of the family is wanted, so that all exporters
 * for AWS share one SDK and nobody else sees it. Thread-safe.
 */
public final class Families {

    private static final Map<String, String> FAMILY_OF = Map.of(
            "sagemaker-metrics", "aws",
            "sagemaker-edge", "aws",
            "cloudwatch", "aws",
            "cloudwatch-logs", "aws",
            "file", "file");

    /** A late heartbeat is worthless; what cannot go to one file of this machine need not go to another. */
    private static final Set<String> NEVER_SPOOLED = Set.of("sagemaker-edge", "file");

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

    /** Whether there is a push exporter of this name. */
    public static boolean knows(String exporter) {
        return FAMILY_OF.containsKey(exporter);
    }

    /** Whether the windows of this push exporter are kept on disk until they are delivered. */
    public static boolean spools(String exporter) {
        return !NEVER_SPOOLED.contains(exporter);
    }

    boolean isJarChanged() {
        return jarChanged.getAsBoolean();
    }

    synchronized ClassLoader loader(String exporter) {
        return loaders.computeIfAbsent(FAMILY_OF.get(exporter), newLoader);
    }

    /** Has the next exporter of the family that is made begin in another loader than this. */
    synchronized void discard(String exporter, ClassLoader broken) {
        loaders.remove(FAMILY_OF.get(exporter), broken);
    }

    /** Loads the exporter's provider, with its family. */
    public ExporterProvider provider(String exporter) {
        return provider(exporter, loader(exporter));
    }

    ExporterProvider provider(String exporter, ClassLoader loader) {
        for (ExporterProvider provider : ServiceLoader.load(ExporterProvider.class, loader)) {
            if (provider.name().equals(exporter)) {
                return provider;
            }
        }
        throw new IllegalStateException("the agent's jar has no exporter " + exporter);
    }
}
