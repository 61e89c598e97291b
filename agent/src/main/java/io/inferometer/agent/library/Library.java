package io.inferometer.agent.library;

import java.util.List;

/**
 * An inference library, or whatever else names methods to measure.
 *
 * @param name as in the option {@code libraries} and the label {@code library}
 * @param title what its makers call it
 * @param versions the releases that were tested
 * @param naming how its models get their names where a call does not tell
 * @param targets its methods
 * @param engine what runs its models
 */
public record Library(String name, String title, String versions, Naming naming, List<Target> targets, Engine engine) {

    /** The name under which annotated methods are measured. */
    public static final String ANNOTATION = "annotation";

    /** The name under which the application's own values are taken. */
    public static final String METRICS = "metrics";

    /** The name under which the methods of the option {@code methods} are measured. */
    public static final String CONFIG = "config";

    /** The name under which the stages of queued requests are measured. */
    public static final String ASYNC = "async";

    /** The name under which classes of submitted tasks are instrumented. */
    public static final String TASKS = "async-tasks";

    /** The name under which calls of AWS are taken as stages. */
    public static final String AWS_SDK = "async-aws";

    public Library {
        targets = List.copyOf(targets);
    }

    /** A library that does not tell where its models run. */
    public Library(String name, String title, String versions, Naming naming, List<Target> targets) {
        this(name, title, versions, naming, targets, Engine.UNKNOWN);
    }

    Library with(Engine other) {
        return new Library(name, title, versions, naming, targets, other);
    }

    /** What belongs to no release of anything: annotated or configured methods. */
    public static Library of(String name, List<Target> targets) {
        return new Library(name, "", "", Naming.NONE, targets);
    }

    /** Whether queued requests are followed by it. */
    public static boolean isOfStages(String name) {
        return name.startsWith(ASYNC);
    }

    /** Whether it is one of the libraries that are known without being told. */
    public boolean isBuiltIn() {
        return !versions.isEmpty();
    }
}
