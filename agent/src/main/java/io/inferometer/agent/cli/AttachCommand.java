package io.inferometer.agent.cli;

import io.inferometer.agent.config.AppliedOptions;
import io.inferometer.agent.config.Config;
import java.io.File;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** {@code attach}: puts the agent into a JVM; one that carries it takes over what it can of the options. */
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
            err.println(Printable.text("inferometer: warning: " + problem));
        }
        String before;
        String after;
        try (AttachApi jvm = AttachApi.attach(pid)) {
            before = jvm.agentProperties().getProperty(AppliedOptions.PROPERTY);
            jvm.loadAgent(agentJar.getAbsolutePath(), options);
            after = jvm.agentProperties().getProperty(AppliedOptions.PROPERTY);
        }
        AppliedOptions result = AppliedOptions.read(before, after)
                .orElseThrow(() -> Failure.because(
                        "the agent did not start in process " + pid
                                + ": enabled=false holds there (options, system properties, environment), its stderr says"
                                + " why, or it carries the agent in another version",
                        null));
        if (result.started()) {
            out.println("attached to process " + pid + "; list shows the address of its dashboard");
        } else {
            report(pid, !options.isBlank(), result);
        }
    }

    private void report(long pid, boolean asked, AppliedOptions result) throws Failure {
        String carries = "process " + pid + " carries the agent already";
        if (asked && result.applied().isEmpty() && result.unchanged().isEmpty()) {
            throw Failure.because(
                    carries + "; nothing was applied: "
                            + (result.needRestart().isEmpty()
                                    ? "no option is valid"
                                    : "restart that JVM with " + String.join(",", result.needRestart())),
                    null);
        }
        out.println(carries);
        print("applied", result.applied());
        print("in force already", result.unchanged());
        print("needs a restart of that JVM", result.needRestart());
    }

    private void print(String what, List<String> items) {
        if (!items.isEmpty()) {
            out.println(Printable.text(what + ": " + String.join(",", items)));
        }
    }

    /** The other JVM has a working directory of its own, so a properties file goes there with its whole path. */
    private static String absolute(String options) {
        File file = new File(options.trim());
        return options.indexOf('=') < 0 && file.isFile() ? file.getAbsolutePath() : options;
    }
}
