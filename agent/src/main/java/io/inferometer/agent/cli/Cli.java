package io.inferometer.agent.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The entry to all commands. Confined to one thread. */
public final class Cli {

    private final File agentJar;
    private final PrintStream out;
    private final PrintStream err;

    Cli(File agentJar, PrintStream out, PrintStream err) {
        this.agentJar = agentJar;
        this.out = new RedactedOutput(out);
        this.err = new RedactedOutput(err);
    }

    /**
     * Runs one command. The caller ends the JVM with the code returned, as connections to other JVMs leave threads.
     *
     * @param agentJar the jar that holds this agent, which {@code attach} hands to the other JVM
     * @return 0 done; 1 failed, one line on stderr says why; 2 wrong usage
     */
    public static int run(String[] args, File agentJar) {
        return new Cli(agentJar, System.out, System.err).run(Arrays.asList(args));
    }

    int run(List<String> arguments) {
        try {
            return dispatch(arguments);
        } catch (Failure failure) {
            err.println("inferometer: " + Printable.text(failure.getMessage()));
            return failure.exitCode();
        } catch (NoClassDefFoundError missing) {
            // What reads another JVM needs, and some runtime images have not.
            if (!String.valueOf(missing.getMessage()).startsWith("javax/management/")) {
                throw missing;
            }
            err.println("inferometer: this Java runtime lacks the module java.management: use the java of a full JDK");
            return 1;
        } catch (RuntimeException failure) {
            err.println("inferometer: " + failure);
            return 1;
        } finally {
            out.flush();
        }
    }

    private int dispatch(List<String> arguments) throws Failure {
        if (arguments.isEmpty()) {
            throw Failure.usage("a command is missing");
        }
        List<String> rest = arguments.subList(1, arguments.size());
        switch (arguments.get(0)) {
            case "check" -> {
                return new CheckCommand(agentJar, out).run(atMost(1, rest));
            }
            case "list" -> {
                atMost(0, rest);
                new ListCommand(agentJar, out).run();
            }
            case "attach" -> new AttachCommand(agentJar, out, err).run(pid(rest), atMost(2, rest));
            case "top" -> new TopCommand(out).run(pid(rest), once(rest));
            case "--version" -> out.println("inferometer " + version());
            case "--help", "-h" -> out.print(HelpPage.TEXT);
            default -> throw Failure.usage("'" + arguments.get(0) + "' is no command");
        }
        return 0;
    }

    private static List<String> atMost(int count, List<String> arguments) throws Failure {
        if (arguments.size() > count) {
            throw Failure.usage("'" + arguments.get(count) + "' is one argument too many");
        }
        return arguments;
    }

    private static long pid(List<String> arguments) throws Failure {
        for (String argument : arguments) {
            if (!argument.startsWith("--")) {
                try {
                    return Long.parseUnsignedLong(argument);
                } catch (NumberFormatException e) {
                    throw Failure.usage("'" + argument + "' is no process id");
                }
            }
        }
        throw Failure.usage("a process id is missing; list shows them");
    }

    private static boolean once(List<String> arguments) throws Failure {
        atMost(2, arguments);
        if (arguments.size() == 2 && !arguments.contains("--once")) {
            throw Failure.usage("expected <pid> and perhaps --once");
        }
        return arguments.size() == 2;
    }

    private String version() throws Failure {
        try (JarFile jar = new JarFile(agentJar)) {
            Manifest manifest = jar.getManifest();
            String version =
                    manifest == null ? null : manifest.getMainAttributes().getValue("Implementation-Version");
            return version == null ? "of unknown version" : version;
        } catch (IOException e) {
            throw Failure.because("cannot read " + agentJar + ": " + e.getMessage(), e);
        }
    }
}
