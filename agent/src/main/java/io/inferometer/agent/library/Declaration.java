package io.inferometer.agent.library;

/** Declares one library. Implementations are found when the agent is built, and made by their constructor without parameters. */
public interface Declaration {

    Library library();
}
