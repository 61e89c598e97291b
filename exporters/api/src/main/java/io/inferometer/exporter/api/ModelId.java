package io.inferometer.exporter.api;

import java.util.Objects;

/**
 * The identity of a series: which model, found by which library.
 *
 * @param library the library that ran it ({@code onnxruntime}, …), {@code annotation} or {@code config}
 * @param name the model's name as shown to users, never empty
 * @param version the model's version, empty when unknown
 */
public record ModelId(String library, String name, String version) implements Comparable<ModelId> {

    /** The name under which everything beyond {@code max-series} is counted. */
    public static final String OTHER = "_other_";

    public ModelId {
        Objects.requireNonNull(library, "library");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a model's name is never empty");
        }
    }

    @Override
    public int compareTo(ModelId other) {
        int order = library.compareTo(other.library);
        if (order == 0) {
            order = name.compareTo(other.name);
        }
        return order == 0 ? version.compareTo(other.version) : order;
    }

    /**
     * Returns whether no other such model reads the same in {@link #toString}: {@code x@1} without a version reads as {@code x}
     * in version {@code 1}. Names of libraries hold no slash.
     */
    public boolean isSeparable() {
        return name.indexOf('@') < 0;
    }

    /** {@code library/name} or {@code library/name@version}, as in the metric names of push exporters. */
    @Override
    public String toString() {
        return version.isEmpty() ? library + "/" + name : library + "/" + name + "@" + version;
    }
}
