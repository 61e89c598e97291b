package io.inferometer.agent.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The MBeans of the agent in another JVM. Confined to one thread. */
final class AgentConnection implements AutoCloseable {

    private static final ObjectName AGENT = name("io.inferometer:type=Agent");
    private static final ObjectName MODELS = name("io.inferometer:type=Model,*");

    /** The agent looks once a second whether its JVM has an MBean server; connecting is what may create it. */
    private static final long PATIENCE_MILLIS = 4_000;

    private final JMXConnector connector;
    private final MBeanServerConnection server;

    private AgentConnection(JMXConnector connector, MBeanServerConnection server) {
        this.connector = connector;
        this.server = server;
    }

    /** Connects to the agent in a JVM; empty when that JVM has none. Starts that JVM's local management agent. */
    @SuppressWarnings("BanJNDI") // The address is that of a local JVM of the same user, who could do worse without us.
    static Optional<AgentConnection> open(long pid) throws Failure {
        String address;
        try (AttachApi jvm = AttachApi.attach(pid)) {
            address = jvm.startLocalManagementAgent();
        }
        try {
            JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
            AgentConnection connection = new AgentConnection(connector, connector.getMBeanServerConnection());
            if (connection.isRegistered()) {
                return Optional.of(connection);
            }
            connection.close();
            return Optional.empty();
        } catch (IOException e) {
            throw Failure.because("cannot read process " + pid + " through JMX: " + e.getMessage(), e);
        }
    }

    private boolean isRegistered() throws IOException {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!server.isRegistered(AGENT)) {
            if (System.nanoTime() - deadline > 0 || !Pause.millis(100)) {
                return false;
            }
        }
        return true;
    }

    String version() throws IOException {
        return text(AGENT, "Version");
    }

    /** The address of its dashboard, or {@code -} when it serves none. */
    String httpAddress() throws IOException {
        return text(AGENT, "HttpAddress");
    }

    /** Every model as it is now. */
    List<ModelReading> models() throws IOException {
        List<ModelReading> readings = new ArrayList<>();
        for (ObjectName model : server.queryNames(MODELS, null)) {
            read(model).ifPresent(readings::add);
        }
        return readings;
    }

    private Optional<ModelReading> read(ObjectName model) throws IOException {
        try {
            return Optional.of(ModelReading.of(model, server.getAttributes(model, ModelReading.ATTRIBUTES)));
        } catch (JMException e) {
            return Optional.empty(); // It was unregistered after the query.
        }
    }

    private String text(ObjectName bean, String attribute) throws IOException {
        try {
            Object value = server.getAttribute(bean, attribute);
            return value == null || value.toString().isEmpty() ? "-" : value.toString();
        } catch (JMException e) {
            return "-"; // An agent of another version that has no such attribute.
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            return; // The other JVM is gone, and with it the connection.
        }
    }

    private static ObjectName name(String text) {
        try {
            return new ObjectName(text);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
