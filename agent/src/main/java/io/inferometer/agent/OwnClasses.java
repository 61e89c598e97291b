package io.inferometer.agent;

import io.inferometer.agent.premain.AgentJar;
import io.inferometer.agent.premain.Archive;
import io.inferometer.agent.premain.NestedJarLoader;
import java.io.IOException;

/**
 * The agent's own files and those of the library that weaves: what runs must go on, and end well, when the jar is overwritten in place, as
 * {@code cp} does. Classes that handle errors are loaded ahead, and those that measure once there is something to measure, without being
 * initialized. The others are kept deflated, as in the jar, which takes a tenth of the memory of loaded classes.
 */
final class OwnClasses implements Archive.Choice {

    private static final String OWN = "io/inferometer/";
    private static final String SUFFIX = ".class";

    /** The packages that are loaded: where there is no memory left, their classes could not be. */
    private static final String[] LOADED = {OWN.concat("agent/thread/"), OWN.concat("agent/log/")};

    /** The same once there is a class to weave. */
    private static final String[] LOADED_TO_MEASURE = {OWN.concat("agent/record/"), OWN.concat("agent/aggregate/")};

    /** The same where there are push exporters: the last windows have to leave. */
    private static final String[] LOADED_FOR_EXPORTERS = {OWN.concat("agent/delivery/"), OWN.concat("agent/spool/")};

    /** What weaves: perhaps there was no class to weave so far. */
    private static final String WEAVING = "net/bytebuddy/";

    /** What a terminal runs. */
    private static final String CLI = OWN.concat("agent/cli/");

    private final NestedJarLoader loader;
    private final AgentJar jar;
    private boolean exporting;

    /** @param jar what {@code loader} reads */
    OwnClasses(NestedJarLoader loader, AgentJar jar) {
        this.loader = loader;
        this.jar = jar;
    }

    /**
     * Loads some, and keeps what else may be needed; the rest of the archive is no longer in memory afterwards.
     *
     * @param forExporters whether what serves push exporters is needed
     */
    void readAhead(boolean forExporters) throws ClassNotFoundException, IOException {
        exporting = forExporters;
        try {
            load(LOADED);
            if (exporting) {
                load(LOADED_FOR_EXPORTERS);
            }
        } finally {
            jar.archive(NestedJarLoader.CORE).letGo(this);
        }
    }

    /** Loads what measures, before or after the rest. */
    void loadToMeasure() throws ClassNotFoundException, IOException {
        load(LOADED_TO_MEASURE);
    }

    private void load(String[] prefixes) throws ClassNotFoundException, IOException {
        Archive core = jar.archive(NestedJarLoader.CORE);
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
