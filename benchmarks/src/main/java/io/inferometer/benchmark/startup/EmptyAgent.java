package io.inferometer.benchmark.startup;

import java.lang.instrument.Instrumentation;

/** What every agent costs, whatever it does: the JDK's own part. */
public final class EmptyAgent {

    private EmptyAgent() {}

    public static void premain(String options, Instrumentation instrumentation) {}
}
