package io.inferometer.agent;

import io.inferometer.agent.log.Log;
import io.inferometer.agent.redaction.Redaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The arguments of this process, without secrets. */
final class CommandLine {

    /** Characters of one argument, such as a class path, that are told. */
    private static final int LONGEST = 4096;

    private CommandLine() {}

    /** Reads them from the kernel; none where there is no {@code /proc}. */
    static List<String> ofThisProcess() {
        try {
            String all = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.UTF_8);
            return masked(List.of(all.split("\0")));
        } catch (IOException | RuntimeException hidden) {
            Log.debug("the command line is not known", hidden);
            return List.of();
        }
    }

    /** A secret may stand in its argument, {@code --token=…}, or behind one that names it, {@code --token …}. */
    static List<String> masked(List<String> arguments) {
        List<String> masked = new ArrayList<>();
        String name = "";
        for (String argument : arguments) {
            String shown = Redaction.of(name.isEmpty() ? argument : Redaction.value(name, argument));
            masked.add(
                    shown.length() <= LONGEST
                            ? shown
                            : shown.substring(0, LONGEST).concat("…"));
            boolean isName = argument.startsWith("-") && argument.indexOf('=') < 0;
            name = isName ? argument.replaceFirst("^-+", "") : "";
        }
        return masked;
    }
}
