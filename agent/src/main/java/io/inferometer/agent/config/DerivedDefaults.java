package io.inferometer.agent.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Defaults that the machine and the command line give. Each rule is called by what it derives from, in the words of the reference page. */
final class DerivedDefaults {

    static final String COMMAND = "main class or jar name";
    static final String SERVICE_NAME = "the service name";
    static final String HOST_NAME = "host name";
    static final String SHARE_OF_HEAP = "what 2 % of the maximum heap holds";
    static final String STAGES = "whether a method is configured as a stage";
    static final String STATE_DIRECTORY =
            "`inferometer` in the user's state directory, or in the one for temporary files if the user has no home";

    /** What the JVM says it runs when it was given a source file; the class behind it differs between JDKs (JEP 330, JEP 458). */
    private static final String SOURCE_LAUNCHER = "jdk.compiler/com.sun.tools.javac.launcher.";

    private DerivedDefaults() {}

    /**
     * The name of the jar or the source file without its ending, or the main class with its package, from the value of the JVM's
     * property {@code sun.java.command}: main class or path, then arguments, unquoted. {@code java} when it says nothing, as
     * in a JVM that other software created in its own process.
     */
    static String serviceName(String command) {
        if (command.startsWith(SOURCE_LAUNCHER)) {
            String file = command.substring(command.indexOf(' ') + 1);
            String source = path(file, ".java");
            // A script with a #! line may have any name.
            return source == null ? new File(firstWord(file)).getName() : fileName(source, ".java");
        }
        String jar = path(command, ".jar");
        if (jar != null) {
            return fileName(jar, ".jar");
        }
        String main = firstWord(command);
        String name = main.substring(main.indexOf('/') + 1); // A module comes as module/class.
        return name.isEmpty() ? "java" : name;
    }

    /** Linux allows 64 bytes. */
    private static final int LONGEST_NAME = 256;

    /** What a queued request that is followed takes: itself, its place in a table, and an id of 36 characters. */
    private static final int TRACKED_BYTES = 160;

    /** How many queued requests 2 % of the heap hold. */
    static int maxTracked(long maxHeap) {
        return (int) Math.max(1_000, Math.min(Integer.MAX_VALUE, maxHeap / 50 / TRACKED_BYTES));
    }

    private static String firstWord(String command) {
        int space = command.indexOf(' ');
        return space < 0 ? command : command.substring(0, space);
    }

    private static String fileName(String path, String ending) {
        String file = new File(path).getName();
        return file.length() > ending.length() ? file.substring(0, file.length() - ending.length()) : file;
    }

    /** The path with this ending that the command begins with, which may hold blanks; null when there is none. */
    private static String path(String command, String ending) {
        int end = command.indexOf(ending);
        while (end >= 0) {
            int after = end + ending.length();
            if (after == command.length() || command.charAt(after) == ' ') {
                String path = command.substring(0, after);
                if (path.indexOf(' ') < 0 || new File(path).isFile()) {
                    return path;
                }
            }
            end = command.indexOf(ending, after);
        }
        return null;
    }

    /**
     * The kernel's host name on Linux, else what the environment says; only where neither is there (macOS) the one that
     * the resolver finds, which may ask the network.
     */
    static String hostName(String environmentName) {
        String kernelName = firstLine("/proc/sys/kernel/hostname");
        if (!kernelName.isEmpty()) {
            return kernelName;
        }
        if (environmentName != null && !environmentName.isEmpty()) {
            return environmentName;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost"; // A machine without a name.
        }
    }

    /**
     * Where this user's software keeps what should outlive a restart: {@code $XDG_STATE_HOME} or {@code ~/.local/state} (XDG Base
     * Directory Specification 0.8, which ignores a path that is not absolute), {@code ~/Library/Application Support} on macOS,
     * {@code %LOCALAPPDATA%} on Windows. In the directory for temporary files for a user without a home, whose JVM says {@code ?},
     * as in containers that run under any number.
     */
    static String stateDirectory(String system, String home, String temporary, Map<String, String> environment) {
        String parent;
        if (system.startsWith("Windows")) {
            String local = environment.get("LOCALAPPDATA");
            boolean hasHome = home.indexOf(":\\") == 1 || home.startsWith("\\\\");
            parent = local != null && !local.isEmpty() ? local : hasHome ? home.concat("\\AppData\\Local") : temporary;
            return parent.concat("\\inferometer");
        }
        String state = environment.get("XDG_STATE_HOME");
        if (system.startsWith("Mac")) {
            parent = below(home, "/Library/Application Support", temporary);
        } else if (state != null && state.startsWith("/")) {
            parent = state;
        } else {
            parent = below(home, "/.local/state", temporary);
        }
        return parent.concat("/inferometer");
    }

    private static String below(String home, String relative, String temporary) {
        if (home.startsWith("/")) {
            return home.concat(relative);
        }
        return temporary.startsWith("/") ? temporary : "/tmp";
    }

    private static String firstLine(String path) {
        try (InputStream in = new FileInputStream(path)) {
            String text = new String(in.readNBytes(LONGEST_NAME), StandardCharsets.UTF_8);
            int end = text.indexOf('\n');
            return (end < 0 ? text : text.substring(0, end)).trim();
        } catch (IOException e) {
            return ""; // No Linux, or /proc is hidden: the caller looks elsewhere.
        }
    }
}
