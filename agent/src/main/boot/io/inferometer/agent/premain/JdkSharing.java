package io.inferometer.agent.premain;

import jdk.internal.misc.CDS;

/**
 * Asks the JDK about class-data sharing. Works once {@code jdk.internal.misc} is exported to this class. A direct call: for one by reflection
 * the JDK makes classes.
 */
final class JdkSharing {

    private JdkSharing() {}

    /**
     * Returns whether this JVM records an archive of its loaded classes.
     *
     * @throws LinkageError if this JDK has no such class, or does not export it
     */
    static boolean isRecorded() {
        return CDS.isDumpingArchive();
    }
}
