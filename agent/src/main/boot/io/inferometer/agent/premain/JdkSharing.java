package io.inferometer.agent.premain;

import jdk.internal.misc.CDS;

/**
 * Asks the JDK itself, which tells nobody to whom {@code jdk.internal.misc} is not exported. Not by reflection, for which the JDK would make
 * classes.
 */
final class JdkSharing {

    private JdkSharing() {}

    /**
     * Returns whether this JVM records an archive of its loaded classes.
     *
     * @throws LinkageError where it does not tell
     */
    static boolean isRecorded() {
        return CDS.isDumpingArchive();
    }
}
