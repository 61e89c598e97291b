package io.inferometer.agent.thread;

import java.util.Map;

/** A module of the JDK that this JVM runs without, be it a runtime image that jlink made or a limited boot layer. Immutable. */
public final class MissingModule {

    /** What the agent and its libraries may ask for beyond {@code java.base} and {@code java.instrument}, by beginnings of class names. */
    private static final Map<String, String> MODULES = Map.of(
            "javax.management.", "java.management",
            "java.lang.management.", "java.management",
            "com.sun.management.", "jdk.management",
            "javax.xml.", "java.xml",
            "sun.misc.", "jdk.unsupported");

    private static final int DEEPEST_CAUSE = 8;

    private final String name;

    private MissingModule(String name) {
        this.name = name;
    }

    /** Returns the module without which {@code failure} happened; null if that is not why. */
    public static MissingModule of(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof NoClassDefFoundError || cause instanceof ClassNotFoundException) {
                MissingModule missing = ofClass(String.valueOf(cause.getMessage()));
                if (missing != null) {
                    return missing;
                }
            }
            cause = cause.getCause();
        }
        return null;
    }

    private static MissingModule ofClass(String name) {
        String dotted = name.replace('/', '.');
        for (Map.Entry<String, String> each : MODULES.entrySet()) {
            if (dotted.startsWith(each.getKey()) && !isThere(each.getValue())) {
                return new MissingModule(each.getValue());
            }
        }
        return null;
    }

    /** Returns whether this JVM runs with a module of the JDK. */
    public static boolean isThere(String module) {
        return ModuleLayer.boot().findModule(module).isPresent();
    }

    /** What is missing and what to do, such as follows a colon in a line of the log. */
    @Override
    public String toString() {
        return line(name);
    }

    /** The same for a module that is known to be missing. */
    public static String line(String module) {
        return "this JVM runs without the module "
                .concat(module)
                .concat(": add it with --add-modules ")
                .concat(module)
                .concat(", of jlink for a runtime image, else of java");
    }
}
