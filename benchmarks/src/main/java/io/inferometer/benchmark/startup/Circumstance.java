package io.inferometer.benchmark.startup;

import java.nio.file.Path;
import java.util.List;

/**
 * What a start has to do with.
 *
 * @param name its name in the table
 * @param around the words of a command that starts a JVM there
 * @param home the JDK or a runtime image
 * @param flags the JVM's options
 */
record Circumstance(String name, List<String> around, Path home, List<String> flags) {

    static Circumstance flags(Path home, String... flags) {
        return new Circumstance("`" + String.join(" ", flags) + "`", List.of(), home, List.of(flags));
    }
}
