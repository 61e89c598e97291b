package io.inferometer.agent.aggregate;

import io.inferometer.exporter.api.Switches;

/** What the agent knows of itself beside its books. Called on the aggregator's thread; must not block for long. */
@FunctionalInterface
public interface AgentHealth {

    /** Returns how many classes and methods could not be instrumented. */
    long weavingErrors();

    /** Returns how often measuring itself failed. */
    default long measuringErrors() {
        return 0;
    }

    /** Returns what is turned off, models aside. */
    default Switches switches() {
        return Switches.ALL_ON;
    }
}
