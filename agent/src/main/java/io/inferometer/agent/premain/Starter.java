package io.inferometer.agent.premain;

import java.lang.instrument.ClassFileTransformer;

/**
 * The agent as this package sees it; implemented in the agent's own loader. A method called through an interface needs nothing
 * but itself, one called by reflection makes JDK 18 and later (JEP 416) generate some twenty classes for its signature, on a
 * thread that the application may wait for. It transforms what {@link CandidateFilter} lets through.
 */
public interface Starter extends ClassFileTransformer {

    /**
     * Reads all options and creates what classes are instrumented with. Called once per agent, before anything else, perhaps while a class of the
     * application is loaded: logs nothing and waits for no other thread.
     */
    void prepare(AgentStart start);

    /** Starts everything else. Called on an agent thread or the attaching thread; again only if it failed. */
    void start();

    /** Takes the options of a further start. */
    void accept(String options);
}
