package io.inferometer.agent.e2e;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A console: attaches to a JVM, which makes that JVM's platform MBean server, and reads and sets what is there. */
final class JmxClient implements AutoCloseable {

    private final JMXConnector connector;
    private final MBeanServerConnection server;

    private JmxClient(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.server = connector.getMBeanServerConnection();
    }

    /** Within half a minute: a JVM that has just started cannot be attached to yet, and the JDK gives up after ten seconds. */
    static JmxClient attach(long pid) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            try {
                return attachNow(pid);
            } catch (IOException | AttachNotSupportedException e) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("process " + pid + " cannot be managed", e);
                }
                pause();
            }
        }
    }

    @SuppressWarnings("BanJNDI") // The address is that of a JVM which the test started.
    private static JmxClient attachNow(long pid) throws IOException, AttachNotSupportedException {
        VirtualMachine jvm = VirtualMachine.attach(Long.toString(pid));
        try {
            return new JmxClient(JMXConnectorFactory.connect(new JMXServiceURL(jvm.startLocalManagementAgent())));
        } finally {
            jvm.detach();
        }
    }

    private static void pause() {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }

    /** All there is, once this is in it, or after ten seconds. */
    String dumpWith(String text) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        String all = dump();
        while (!all.contains(text) && System.nanoTime() < deadline) {
            pause();
            all = dump();
        }
        return all;
    }

    /** The value once it is as wanted, within ten seconds: MBeans appear and their figures are read once a second. */
    Object await(String bean, String attribute, Predicate<Object> wanted) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        Object last = null;
        while (System.nanoTime() < deadline) {
            try {
                if (server.isRegistered(name(bean))) {
                    last = get(bean, attribute);
                    if (wanted.test(last)) {
                        return last;
                    }
                }
                Thread.sleep(20);
            } catch (IOException e) {
                throw new AssertionError(bean, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(bean, e);
            }
        }
        throw new AssertionError(bean + " " + attribute + " is " + last);
    }

    Object await(String bean, String attribute, Object wanted) {
        return await(bean, attribute, value -> Objects.equals(value, wanted));
    }

    Object get(String bean, String attribute) {
        try {
            return server.getAttribute(name(bean), attribute);
        } catch (JMException | IOException e) {
            throw new AssertionError(bean + " " + attribute, e);
        }
    }

    void set(String bean, String attribute, Object value) {
        try {
            server.setAttribute(name(bean), new Attribute(attribute, value));
        } catch (JMException | IOException e) {
            throw new AssertionError(bean + " " + attribute, e);
        }
    }

    void invoke(String bean, String operation) {
        try {
            server.invoke(name(bean), operation, null, null);
        } catch (JMException | IOException e) {
            throw new AssertionError(bean + " " + operation, e);
        }
    }

    /** Every attribute of every MBean of the agent, by name. */
    String dump() {
        StringBuilder text = new StringBuilder();
        try {
            for (ObjectName bean : server.queryNames(name("*"), null)) {
                for (MBeanAttributeInfo attribute : server.getMBeanInfo(bean).getAttributes()) {
                    Object value = server.getAttribute(bean, attribute.getName());
                    String shown = value instanceof Object[] array ? Arrays.toString(array) : String.valueOf(value);
                    text.append(bean).append(' ').append(attribute.getName()).append(' ');
                    text.append(shown).append('\n');
                }
            }
        } catch (JMException | IOException e) {
            throw new AssertionError(text.toString(), e);
        }
        return text.toString();
    }

    private static ObjectName name(String bean) {
        try {
            return new ObjectName("io.inferometer:" + bean);
        } catch (JMException e) {
            throw new IllegalArgumentException(bean, e);
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            throw new AssertionError("the JVM ended before its console", e);
        }
    }
}
