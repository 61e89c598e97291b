package io.inferometer.agent.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
    private static final ObjectName LIBRARIES = name("io.inferometer:type=Library,*");
    private static final ObjectName EXPORTERS = name("io.inferometer:type=Exporter,*");
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

    /** Whether the agent measures; true as well for a version that does not tell. */
    boolean isEnabled() throws IOException {
        return isEnabled(AGENT);
    }

    private boolean isEnabled(ObjectName bean) throws IOException {
        return !text(bean, "Enabled").equals("false");
    }

    /** One line for each thing that is turned off or fails, the most important first; empty when all is well. */
    List<String> notices() throws IOException {
        List<String> notices = new ArrayList<>();
        if (!isEnabled()) {
            notices.add("agent disabled: no call is measured");
        }
        for (ObjectName library : sorted(LIBRARIES)) {
            if (!isEnabled(library)) {
                notices.add("library " + ModelReading.property(library, "name") + " disabled");
            }
        }
        for (ObjectName exporter : sorted(EXPORTERS)) {
            String state = text(exporter, "State");
            if (!List.of("delivering", "waiting", "-").contains(state)) {
                String error = state.equals("disabled") ? "-" : text(exporter, "LastError");
                notices.add("exporter " + ModelReading.property(exporter, "name") + " " + state
                        + (error.equals("-") ? "" : ": " + error));
            }
        }
        String port = text(AGENT, "HttpPortUnavailable");
        if (!port.equals("0") && !port.equals("-")) {
            notices.add("http.port=" + port + " could not be opened: " + httpAddress() + " is used instead");
        }
        return notices;
    }

    private Set<ObjectName> sorted(ObjectName pattern) throws IOException {
        return new TreeSet<>(server.queryNames(pattern, null));
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
