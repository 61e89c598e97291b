package io.inferometer.benchmark.forked;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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

    /** @param counter what follows {@code inferometer_agent_events_}, such as {@code folded} */
    public double events(String counter) throws JMException, IOException {
        String address = server.getAttribute(name, "HttpAddress").toString();
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(address).resolve("/metrics").toURL().openConnection();
        String start = "inferometer_agent_events_" + counter + "_total ";
        try (var in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(start))
                    .mapToDouble(line -> Double.parseDouble(line.substring(start.length())))
                    .sum();
        }
    }
}
