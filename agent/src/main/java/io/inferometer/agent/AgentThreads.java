package io.inferometer.agent;

import java.util.concurrent.ThreadFactory;

/**
 * Makes the agent's threads: daemons, so that none keeps the JVM alive; named {@code inferometer-…}; with the agent's loader as
 * context, so that none keeps an application's loader alive.
 */
final class AgentThreads implements ThreadFactory {

    private final String name;

    /** @param name what follows {@code inferometer-} */
    AgentThreads(String name) {
        this.name = name;
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(null, task, "inferometer-".concat(name), 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(AgentThreads.class.getClassLoader());
        return thread;
    }
}
