package io.inferometer.agent;

import java.util.concurrent.Callable;
import jdk.internal.misc.CDS;

/**
 * Asks the JDK itself whether this JVM records an archive of its loaded classes. {@code jdk.internal.misc} has to be exported to the loader of
 * this class. The question is a call and not made by reflection, for which the JDK would make classes.
 */
public final class JdkSharing implements Callable<Boolean> {

    /** Called by reflection, for the caller cannot see this class. */
    public JdkSharing() {}

    /** @throws LinkageError where the JDK does not tell */
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
