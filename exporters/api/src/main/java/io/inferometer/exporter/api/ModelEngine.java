package io.inferometer.exporter.api;

/**
 * What runs a model, as far as it is known.
 *
 * @param name what its makers call it; empty if unknown
 * @param version its release; empty if unknown
 * @param device {@code cpu}, {@code cuda:0}; empty if unknown
 */
public record ModelEngine(String name, String version, String device) {

    /** Of a model of which nothing is known. */
    public static final ModelEngine UNKNOWN = new ModelEngine("", "", "");
}
