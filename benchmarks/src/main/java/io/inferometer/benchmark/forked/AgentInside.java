package io.inferometer.benchmark.forked;

import java.lang.management.ManagementFactory;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The agent in this JVM, as its user sees it. Thread-safe. */
public final class AgentInside {

    private static final int PATIENCE_SECONDS = 20;
    private static final long PAUSE_MILLIS = 100;

    private final MBeanServer server;
    private final ObjectName name;

    private AgentInside(MBeanServer server, ObjectName name) {
        this.server = server;
        this.name = name;
    }

    /** Waits until the agent has found the MBean server, for which it looks once a second. */
    public static AgentInside find() throws JMException, InterruptedException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("io.inferometer:type=Agent");
        for (long i = 0; i < PATIENCE_SECONDS * 1_000 / PAUSE_MILLIS; i++) {
            if (server.isRegistered(name)) {
                return new AgentInside(server, name);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new IllegalStateException("no agent in this JVM");
    }

    public void turnOff() throws JMException {
        server.setAttribute(name, new Attribute("Enabled", false));
    }

    /** @param counter {@code Recorded}, {@code Aggregated} or {@code Folded}; up to half a second old */
    public long calls(String counter) throws JMException {
        return (Long) server.getAttribute(name, counter);
    }
}
