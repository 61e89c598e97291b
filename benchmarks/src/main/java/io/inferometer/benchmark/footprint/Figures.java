package io.inferometer.benchmark.footprint;

/** The names of what a {@link Program} says of its JVM, in the order of the page's columns. */
final class Figures {

    /** Bytes of live objects. */
    static final String HEAP = "heap";

    /** Bytes of classes, their own space included. */
    static final String METASPACE = "metaspace";

    /** Bytes of memory that the system has given, before anything was collected on purpose. */
    static final String RESIDENT = "resident";

    static final String THREADS = "threads";

    /** Open file descriptors. */
    static final String HANDLES = "handles";

    static final String CLASSES = "classes";

    private Figures() {}
}
