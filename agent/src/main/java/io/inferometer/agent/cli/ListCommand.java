package io.inferometer.agent.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** {@code list}: the JVMs of this user. One without the agent is looked at from outside and never changed. */
final class ListCommand {

    private static final List<String> JAR_NAMES = List.of("inferometer-agent.jar", "inferometer-agent-slim.jar");
    private static final String LOCAL_CONNECTOR = "com.sun.management.jmxremote.localConnectorAddress";

    private final Set<String> jarNames = new LinkedHashSet<>();
    private final PrintStream out;

    ListCommand(File agentJar, PrintStream out) {
        jarNames.add(agentJar.getName());
        jarNames.addAll(JAR_NAMES);
        this.out = out;
    }

    void run() throws Failure {
        List<AttachApi.Descriptor> jvms = AttachApi.list();
        Table table = new Table("rlll");
        table.add("PID", "AGENT", "HTTP", "COMMAND");
        for (AttachApi.Descriptor jvm : jvms) {
            String[] agent = agent(jvm);
            table.add(Long.toString(jvm.pid()), agent[0], agent[1], jvm.command());
        }
        table.lines().forEach(out::println);
    }

    /** The agent's version and address, or dashes, or what is known instead. */
    private String[] agent(AttachApi.Descriptor jvm) {
        if (isCommandOfOurs(jvm.command())) {
            return new String[] {"-", "-"};
        }
        try {
            Optional<Boolean> carries = carries(jvm.pid());
            if (carries.isEmpty()) {
                return new String[] {"unknown", "-"};
            }
            if (!carries.get()) {
                return new String[] {"-", "-"};
            }
            return ask(jvm.pid());
        } catch (Failure | IOException e) {
            return new String[] {"unknown", "-"}; // It ended, or refuses to be asked: the others are still listed.
        }
    }

    private static String[] ask(long pid) throws Failure, IOException {
        Optional<AgentConnection> found = AgentConnection.open(pid);
        if (found.isEmpty()) {
            return new String[] {"disabled", "-"};
        }
        try (AgentConnection agent = found.get()) {
            String disabled = agent.isEnabled() ? "" : " (disabled)";
            return new String[] {agent.version() + disabled, agent.httpAddress()};
        }
    }

    private Optional<Boolean> carries(long pid) throws Failure {
        for (String name : jarNames) {
            Optional<Boolean> open = ProcessFiles.hasOpen(pid, name);
            if (open.isEmpty()) {
                return carriesByProperties(pid);
            }
            if (open.get()) {
                return open;
            }
        }
        return Optional.of(false);
    }

    /** Where the system does not show open files: certain for {@code -javaagent} or a running management agent. */
    private Optional<Boolean> carriesByProperties(long pid) throws Failure {
        try (AttachApi jvm = AttachApi.attach(pid)) {
            Properties properties = jvm.agentProperties();
            String arguments = properties.getProperty("sun.jvm.args", "");
            boolean known = jarNames.stream().anyMatch(arguments::contains) || properties.containsKey(LOCAL_CONNECTOR);
            return known ? Optional.of(true) : Optional.empty();
        }
    }

    private boolean isCommandOfOurs(String command) {
        String jar = command.split(" ", 2)[0];
        return jarNames.contains(new File(jar).getName());
    }
}
