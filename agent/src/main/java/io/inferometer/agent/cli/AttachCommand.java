package io.inferometer.agent.cli;

import io.inferometer.agent.config.Config;
import java.io.File;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** {@code attach}: puts the agent into a JVM; one that carries it takes the options over. */
final class AttachCommand {

    private final File agentJar;
    private final PrintStream out;
    private final PrintStream err;

    AttachCommand(File agentJar, PrintStream out, PrintStream err) {
        this.agentJar = agentJar;
        this.out = out;
        this.err = err;
    }

    void run(long pid, List<String> arguments) throws Failure {
        String options = arguments.size() < 2 ? "" : absolute(arguments.get(1));
        for (String problem : Config.load(options, new Properties(), Map.of()).problems()) {
            err.println("inferometer: warning: " + problem);
        }
        try (AttachApi jvm = AttachApi.attach(pid)) {
            jvm.loadAgent(agentJar.getAbsolutePath(), options);
        }
        out.println("attached to process " + pid + "; list shows the address of its dashboard");
    }

    /** The other JVM has a working directory of its own, so a properties file goes there with its whole path. */
    private static String absolute(String options) {
        File file = new File(options.trim());
        return options.indexOf('=') < 0 && file.isFile() ? file.getAbsolutePath() : options;
    }
}
