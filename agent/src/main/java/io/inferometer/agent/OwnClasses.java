package io.inferometer.agent;

import io.inferometer.agent.premain.Archive;
import java.io.IOException;

/**
 * Reads the agent's own classes ahead, those of libraries not among them: what runs must go on, and end well, when the jar is
 * overwritten in place, as {@code cp} does. Loading is not initialising: nothing of theirs runs.
 */
final class OwnClasses {

    private static final String SUFFIX = ".class";

    private static final String ASYNC = "/agent/async/";

    private OwnClasses() {}

    /** @param exporting whether those that serve push exporters are needed */
    static void load(Archive core, ClassLoader loader, boolean exporting) throws ClassNotFoundException, IOException {
        for (String name : core.names("io/inferometer/")) {
            if (name.endsWith(SUFFIX)
                    && !name.contains("/cli/")
                    && !name.contains(ASYNC)
                    && (exporting || !(name.contains("/delivery/") || name.contains("/spool/")))) {
                load(name.substring(0, name.length() - SUFFIX.length()).replace('/', '.'), loader);
            }
        }
    }

    /** Loads those that follow queued requests: only where there are any. */
    static void loadAsync(Archive core, ClassLoader loader) throws ClassNotFoundException, IOException {
        for (String name : core.names("io/inferometer".concat(ASYNC))) {
            if (name.endsWith(SUFFIX)) {
                load(name.substring(0, name.length() - SUFFIX.length()).replace('/', '.'), loader);
            }
        }
    }

    private static void load(String name, ClassLoader loader) throws ClassNotFoundException {
        try {
            Class.forName(name, false, loader);
        } catch (NoClassDefFoundError missing) {
            // A runtime image without JMX, say: what needs it will not run.
            return;
        }
    }
}
