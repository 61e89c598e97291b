package io.inferometer.agent.it.app;

/** An agent that does nothing: what the JDK itself costs an application that has any. */
public final class IdleAgent {

    private IdleAgent() {}

    public static void premain(String options) {
        // Nothing.
    }
}
