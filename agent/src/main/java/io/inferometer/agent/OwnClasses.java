package io.inferometer.agent;

import io.inferometer.agent.premain.Archive;
import io.inferometer.agent.premain.NestedJarLoader;
import java.io.IOException;

/**
 * The agent's own files and those of the library that weaves: what runs must go on, and end well, when the jar is overwritten in place, as
 * {@code cp} does. Classes that measure or handle errors are loaded ahead, without being initialized. The others are kept deflated, as in the
 * jar, which takes a tenth of the memory of loaded classes.
 */
final class OwnClasses implements Archive.Choice {

    private static final String OWN = "io/inferometer/";
    private static final String SUFFIX = ".class";

    /** The packages that are loaded: where there is no memory left, their classes could not be. */
    private static final String[] LOADED = {
        OWN.concat("agent/record/"),
        OWN.concat("agent/aggregate/"),
        OWN.concat("agent/thread/"),
        OWN.concat("agent/log/")
    };

    /** The same where there are push exporters: the last windows have to leave. */
    private static final String[] LOADED_FOR_EXPORTERS = {OWN.concat("agent/delivery/"), OWN.concat("agent/spool/")};

    /** What weaves: perhaps there was no class to weave so far. */
    private static final String WEAVING = "net/bytebuddy/";

    /** What a terminal runs. */
    private static final String CLI = OWN.concat("agent/cli/");

    private final NestedJarLoader loader;
    private final boolean exporting;

    /** @param exporting whether what serves push exporters is needed */
    OwnClasses(NestedJarLoader loader, boolean exporting) {
        this.loader = loader;
        this.exporting = exporting;
    }

    /** Loads some, and keeps what else may be needed; the rest of the archive is no longer in memory afterwards. */
    void readAhead(Archive core) throws ClassNotFoundException, IOException {
        try {
            load(core, LOADED);
            if (exporting) {
                load(core, LOADED_FOR_EXPORTERS);
            }
        } finally {
            core.letGo(this);
        }
    }

    private void load(Archive core, String[] prefixes) throws ClassNotFoundException, IOException {
        for (String prefix : prefixes) {
            for (String file : core.names(prefix)) {
                if (file.endsWith(SUFFIX)) {
                    load(file);
                }
            }
        }
    }

    private void load(String file) throws ClassNotFoundException {
        try {
            Class.forName(className(file), false, loader);
        } catch (NoClassDefFoundError missing) {
            // A runtime image without JMX, say: what needs it will not run.
            return;
        }
    }

    /** Whether a file may still be read while the agent runs. */
    @Override
    public boolean includes(String file) {
        boolean isOurs = file.startsWith(OWN) && !file.startsWith(CLI);
        return file.startsWith(WEAVING) || (isOurs && (exporting || !isIn(LOADED_FOR_EXPORTERS, file)));
    }

    private static boolean isIn(String[] prefixes, String file) {
        for (String prefix : prefixes) {
            if (file.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static String className(String file) {
        return file.substring(0, file.length() - SUFFIX.length()).replace('/', '.');
    }
}
