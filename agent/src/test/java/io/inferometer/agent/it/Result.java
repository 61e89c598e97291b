package io.inferometer.agent.it;

import java.time.Duration;
import java.util.List;

/**
 * What a JVM left behind.
 *
 * @param exitCode as the system reports it
 * @param out standard output, byte by byte (ISO 8859-1), so that equal texts mean equal bytes
 * @param err standard error, in UTF-8
 * @param wall from start to end of the process
 */
public record Result(int exitCode, String out, String err, Duration wall) {

    /** The lines on stderr. */
    public List<String> errLines() {
        return err.lines().toList();
    }

    /** The agent's own lines on stderr. */
    public List<String> agentLines() {
        return err.lines().filter(line -> line.contains("inferometer ")).toList();
    }
}
