package io.inferometer.agent.it;

import java.nio.file.Path;
import java.util.List;

/**
 * A JDK to start JVMs of.
 *
 * @param home its directory; null when there is none to be had
 * @param feature its feature release, such as 17; 0 when there is none
 * @param name for test reports; says why, when there is none
 */
public record Jdk(Path home, int feature, String name) {

    /** A program of this JDK, such as {@code java}. */
    public Path tool(String tool) {
        return home.resolve("bin").resolve(tool);
    }

    /** Forbids what later releases forbid anyway: memory access through Unsafe (JEP 498) and native access (JEP 472). */
    List<String> strict() {
        return feature < 24
                ? List.of()
                : List.of("--sun-misc-unsafe-memory-access=deny", "--illegal-native-access=deny");
    }

    public boolean hasVirtualThreads() {
        return feature >= 21;
    }

    @Override
    public String toString() {
        return name;
    }
}
