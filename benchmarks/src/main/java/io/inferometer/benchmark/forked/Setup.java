package io.inferometer.benchmark.forked;

import java.nio.file.Path;

/**
 * Where everything is.
 *
 * @param agent the shipped jar
 * @param peerAgents the folder of the other agents' jars
 * @param benchmarks the jar of all this
 * @param scratch a folder to write to
 */
public record Setup(Path agent, Path peerAgents, String benchmarks, Path scratch) {

    /** Of the first four words of a command line, in this order. */
    public static Setup of(String... words) {
        return new Setup(Path.of(words[0]), Path.of(words[1]), words[2], Path.of(words[3]));
    }
}
