package io.inferometer.agent.library;

import java.util.List;

/**
 * An inference library.
 *
 * @param name as in the option {@code libraries} and the label {@code library}
 * @param versions the releases that were tested
 * @param source how its models get their names, or null when every target names its model
 * @param targets its methods
 */
public record Library(String name, String versions, ModelSource source, List<Target> targets) {

    /** The name under which annotated methods are measured. */
    public static final String ANNOTATION = "annotation";

    /** The name under which the application's own values are taken. */
    public static final String METRICS = "metrics";

    /** The name under which the methods of the option {@code methods} are measured. */
    public static final String CONFIG = "config";
}
