package io.inferometer.agent.cli;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Another JVM, reached through {@code com.sun.tools.attach}. By reflection, because the module {@code jdk.attach} is
 * absent from a JRE and belongs to the system class loader, which the agent's own loader does not ask. Confined to one
 * thread.
 */
final class AttachApi implements AutoCloseable {

    private static final String VIRTUAL_MACHINE = "com.sun.tools.attach.VirtualMachine";
    private static final String DESCRIPTOR = "com.sun.tools.attach.VirtualMachineDescriptor";

    private final long pid;
    private final Object machine;

    private AttachApi(long pid, Object machine) {
        this.pid = pid;
        this.machine = machine;
    }

    /** A JVM of this user: its process and its main class or jar with arguments. */
    record Descriptor(long pid, String command) {}

    /** The JVMs of this user that publish themselves ({@code -XX:-UsePerfData} hides one), but for this one. */
    static List<Descriptor> list() throws Failure {
        List<Descriptor> descriptors = new ArrayList<>();
        try {
            for (Object descriptor : (List<?>) call(VIRTUAL_MACHINE, "list", null)) {
                long pid = Long.parseLong((String) call(DESCRIPTOR, "id", descriptor));
                if (pid != ProcessHandle.current().pid()) {
                    descriptors.add(new Descriptor(pid, (String) call(DESCRIPTOR, "displayName", descriptor)));
                }
            }
        } catch (InvocationTargetException e) {
            throw Failure.because("cannot list JVMs: " + e.getCause().getMessage(), e);
        }
        return descriptors;
    }

    static AttachApi attach(long pid) throws Failure {
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        if (process == null) {
            throw Failure.because("there is no process " + pid + "; list shows the JVMs of this user", null);
        }
        // Attaching begins with a signal that ends a process which is no JVM.
        if (!ProcessFiles.isJvm(pid) && list().stream().noneMatch(listed -> listed.pid() == pid)) {
            throw Failure.because("process " + pid + " is no JVM that this user may attach to" + owner(process), null);
        }
        try {
            return new AttachApi(pid, call(VIRTUAL_MACHINE, "attach", null, Long.toString(pid)));
        } catch (InvocationTargetException e) {
            throw Failure.because(
                    "cannot attach to process " + pid + owner(process) + ": "
                            + e.getCause().getMessage()
                            + " (-XX:+DisableAttachMechanism in that JVM forbids it)",
                    e);
        }
    }

    private static String owner(ProcessHandle process) {
        String owner = process.info().user().orElse("");
        return owner.isEmpty() || owner.equals(System.getProperty("user.name"))
                ? ""
                : " (it belongs to " + owner + ": run this command as that user)";
    }

    void loadAgent(String jar, String options) throws Failure {
        try {
            call(VIRTUAL_MACHINE, "loadAgent", machine, jar, options);
        } catch (InvocationTargetException e) {
            String reason = String.valueOf(e.getCause().getMessage());
            if (reason.contains("Dynamic agent loading is not enabled")) {
                throw Failure.because(
                        "process " + pid + " runs with -XX:-EnableDynamicAgentLoading: start it without, or with"
                                + " -javaagent",
                        e);
            }
            throw Failure.because(
                    "the agent did not start in process " + pid + ": " + reason + " (its stderr may say more)", e);
        }
    }

    /** The JMX service URL of that JVM's local management agent, which is started if need be. */
    String startLocalManagementAgent() throws Failure {
        try {
            return (String) call(VIRTUAL_MACHINE, "startLocalManagementAgent", machine);
        } catch (InvocationTargetException e) {
            throw Failure.because(
                    "cannot read process " + pid + " through JMX: "
                            + e.getCause().getMessage(),
                    e);
        }
    }

    Properties agentProperties() throws Failure {
        try {
            return (Properties) call(VIRTUAL_MACHINE, "getAgentProperties", machine);
        } catch (InvocationTargetException e) {
            throw Failure.because(
                    "cannot ask process " + pid + ": " + e.getCause().getMessage(), e);
        }
    }

    @Override
    public void close() throws Failure {
        try {
            call(VIRTUAL_MACHINE, "detach", machine);
        } catch (InvocationTargetException e) {
            throw Failure.because(
                    "cannot detach from process " + pid + ": " + e.getCause().getMessage(), e);
        }
    }

    private static Object call(String type, String method, Object target, String... arguments)
            throws Failure, InvocationTargetException {
        Class<?>[] types = new Class<?>[arguments.length];
        java.util.Arrays.fill(types, String.class);
        try {
            return Class.forName(type, true, ClassLoader.getSystemClassLoader())
                    .getMethod(method, types)
                    .invoke(target, (Object[]) arguments);
        } catch (ClassNotFoundException e) {
            throw Failure.because("this Java runtime lacks the module jdk.attach: use the java of a full JDK", e);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw Failure.because("this Java runtime has another attach API than JDK 17 to 25: " + e.getMessage(), e);
        }
    }
}
