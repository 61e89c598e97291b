package io.inferometer.agent.premain;

import java.lang.instrument.Instrumentation;
import java.util.function.Consumer;

/**
 * The agent as this package sees it; implemented in the agent's own loader. A method called through an interface needs nothing
 * but itself, one called by reflection makes JDK 18 and later (JEP 416) generate some twenty classes for its signature, on the
 * thread that the application's {@code main} waits for.
 */
public interface Starter {

    /**
     * Starts the agent.
     *
     * @param options what follows {@code -javaagent:inferometer-agent.jar=}, or null
     * @param jar the agent's jar
     * @param attached whether the application runs already
     * @return takes the options of further starts
     */
    Consumer<String> start(String options, Instrumentation instrumentation, AgentJar jar, boolean attached);
}
