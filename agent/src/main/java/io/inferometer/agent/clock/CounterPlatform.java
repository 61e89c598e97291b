package io.inferometer.agent.clock;

import io.inferometer.agent.nativecode.NativeAccess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether the time-stamp counter of this machine can be the clock of calls. Linux decides on the hard part: it takes the counter for its own
 * clock source only where it runs at one speed, goes on while a core sleeps, and is the same on all cores, and it watches that it stays so. {@link
 * System#nanoTime} then reads the same counter, so a process that may not read it would not get this far.
 */
public final class CounterPlatform {

    private static final int HAS_FOREIGN = 22;
    private static final String SOURCE = "sys/devices/system/clocksource/clocksource0/current_clocksource";
    private static final List<String> FLAGS = List.of("constant_tsc", "nonstop_tsc");

    private final Path root;
    private final String system;
    private final String architecture;
    private final int release;
    private final NativeAccess access;

    /**
     * @param root of the file system
     * @param system as the property {@code os.name} has it
     * @param architecture as {@code os.arch} has it
     * @param release of the JDK
     * @param access the rule of native code
     */
    CounterPlatform(File root, String system, String architecture, int release, NativeAccess access) {
        this.root = root.toPath();
        this.system = system;
        this.architecture = architecture;
        this.release = release;
        this.access = access;
    }

    /** This machine and this JVM. */
    public static CounterPlatform here(NativeAccess access) {
        return new CounterPlatform(
                new File("/"),
                System.getProperty("os.name", ""),
                System.getProperty("os.arch", ""),
                Runtime.version().feature(),
                access);
    }

    /** Returns why the counter cannot be the clock; empty where it can. */
    String refusal() {
        if (!access.allowsBase()) {
            return "native-access=never forbids native code";
        }
        if (release < HAS_FOREIGN) {
            return "it takes JDK 22 or later, this is JDK " + release;
        }
        if (!system.equals("Linux") || !(architecture.equals("amd64") || architecture.equals("x86_64"))) {
            return "it takes Linux on x86-64, this is " + system + " on " + architecture;
        }
        try {
            List<String> has = flags();
            for (String flag : FLAGS) {
                if (!has.contains(flag)) {
                    return "the processor does not have " + flag + ", by /proc/cpuinfo";
                }
            }
            String source = Files.readString(root.resolve(SOURCE)).strip();
            return source.equals("tsc") ? "" : "the system's clock source is " + source + " and not tsc, by /" + SOURCE;
        } catch (IOException hidden) {
            return "what the system knows of its clock cannot be read: " + hidden;
        }
    }

    /** Of the first processor: Linux does not start others that differ in these. */
    private List<String> flags() throws IOException {
        for (String line : Files.readAllLines(root.resolve("proc/cpuinfo"))) {
            if (line.startsWith("flags")) {
                return List.of(line.substring(line.indexOf(':') + 1).strip().split("\\s+"));
            }
        }
        return List.of();
    }
}
