package io.inferometer.exporter.sentinel;

/**
 * How a run ended.
 *
 * @param exitCode null if it is not known
 */
record RunEnd(RunStatus status, Integer exitCode) {

    /** Of a run whose JVM was killed, or fell. */
    static final RunEnd UNKNOWN = new RunEnd(RunStatus.FAILED, null);
}
