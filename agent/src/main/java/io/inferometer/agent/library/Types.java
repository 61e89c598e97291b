package io.inferometer.agent.library;

/** Which classes a target is looked for in. Names are those of the JVM, with dots: nested classes after {@code $}. */
public sealed interface Types {

    /** The name of the class, interface or annotation. */
    String className();

    /** The class of this name. */
    record Named(String className) implements Types {}

    /** Every class or interface below this one, and itself, that has the method with a body of its own. */
    record SubtypeOf(String className) implements Types {}

    /** Every class with a method that carries this annotation, which says which methods are meant. */
    record AnnotatedWith(String className) implements Types {}

    static Types named(String className) {
        return new Named(className);
    }

    static Types subtypeOf(String className) {
        return new SubtypeOf(className);
    }
}
