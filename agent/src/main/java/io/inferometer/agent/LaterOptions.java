package io.inferometer.agent;

import io.inferometer.agent.config.AppliedOptions;
import io.inferometer.agent.config.Config;
import io.inferometer.agent.config.Options;
import io.inferometer.agent.library.LibraryIndex;
import io.inferometer.agent.log.Log;
import io.inferometer.agent.weave.LibrarySwitches;
import java.util.ArrayList;
import java.util.List;

/** Options that a further start of the agent brings to this JVM. Confined to the thread of that start. */
final class LaterOptions {

    /** What is in force. */
    private final Config config;

    private final LibrarySwitches switches;

    LaterOptions(Config config, LibrarySwitches switches) {
        this.config = config;
        this.switches = switches;
    }

    /** Applies what can be changed while running, and says what cannot. */
    AppliedOptions apply(Config later) {
        for (String problem : later.problems()) {
            Log.warn(problem);
        }
        List<String> applied = new ArrayList<>();
        List<String> unchanged = new ArrayList<>();
        List<String> needRestart = new ArrayList<>();
        for (Config.Entry entry : later.entries()) {
            if (!entry.source().startsWith("agent options") || entry.value().isEmpty()) {
                continue;
            }
            String item = entry.key() + "=" + entry.value().get();
            if (apply(entry.key(), later)) {
                applied.add(item);
            } else {
                (isInForce(entry.key(), later) ? unchanged : needRestart).add(item);
            }
        }
        Log.info("this JVM carries the agent already; applied: "
                + (applied.isEmpty() ? "nothing" : String.join(" ", applied))
                + (unchanged.isEmpty() ? "" : "; in force already: " + String.join(" ", unchanged))
                + (needRestart.isEmpty()
                        ? ""
                        : "; only taken at a start of the JVM: " + String.join(" ", needRestart)));
        return new AppliedOptions(false, applied, unchanged, needRestart);
    }

    private boolean isInForce(String key, Config later) {
        return Options.isOneKey(key) && config.text(key).equals(later.text(key));
    }

    private boolean apply(String key, Config later) {
        switch (key) {
            case "enabled" -> switches.setEnabled(later.get(Options.ENABLED));
            case "libraries" -> {
                return applyLibraries(later);
            }
            case "log.level" ->
                Log.configure(
                        later.get(Options.LOG_LEVEL),
                        config.get(Options.LOG_FILE) == null ? "" : config.get(Options.LOG_FILE));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** A library that was left out at the start is not instrumented, so it cannot be turned on. */
    private boolean applyLibraries(Config later) {
        boolean all = true;
        for (String library : LibraryIndex.names()) {
            boolean wanted = later.includesLibrary(library);
            if (config.includesLibrary(library)) {
                switches.setLibraryEnabled(library, wanted);
            } else {
                all &= !wanted;
            }
        }
        return all;
    }
}
