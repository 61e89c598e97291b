package io.inferometer.agent;

import java.util.concurrent.Callable;
import jdk.internal.misc.CDS;

/**
 * Asks the JDK whether this JVM records an archive of its loaded classes. Works once {@code jdk.internal.misc} is exported to the loader of this
 * class. A direct call: for one by reflection the JDK makes classes.
 */
public final class JdkSharing implements Callable<Boolean> {

    /** Called by reflection, for the caller cannot see this class. */
    public JdkSharing() {}

    /** @throws LinkageError if this JDK has no such class, or does not export it */
    @Override
    public Boolean call() throws ReflectiveOperationException {
        return CDS.isDumpingArchive() || isListed();
    }

    /** A question that JDK 17 has, and JDK 25 has not. */
    private static boolean isListed() throws ReflectiveOperationException {
        try {
            return (boolean) CDS.class.getMethod("isDumpingClassList").invoke(null);
        } catch (NoSuchMethodException later) {
            return false;
        }
    }
}
