package io.inferometer.benchmark.agents;

/** What is woven: every agent is told the name of its one method. */
public final class Scorer {

    public void score() {}
}
