package io.inferometer.agent.library;

/** Libraries that run their models by others that are measured, too. */
public final class UpperLibraries {

    /** Each library's name, and how the names of its classes begin. */
    private static final String[][] ALL = {
        {"djl", "ai.djl."}, {"langchain4j", "dev.langchain4j."}, {"tribuo", "org.tribuo."},
    };

    private UpperLibraries() {}

    /** Returns the name of the one that a class belongs to, named as {@link Class#getName} does; empty for any other class. */
    public static String of(String className) {
        for (String[] library : ALL) {
            if (className.startsWith(library[1])) {
                return library[0];
            }
        }
        return "";
    }
}
