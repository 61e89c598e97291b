package io.inferometer.agent;

import io.inferometer.agent.weave.ClassPrefilter;
import java.lang.instrument.ClassFileTransformer;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;

/**
 * The permissions that the policy grants the agent's jar. A security manager asks every frame on the stack; on an application's
 * thread the application's own are among them, and may do less. Only JDKs before 24 can have one (JEP 486). Thread-safe.
 */
@SuppressWarnings("removal") // Up to JDK 23 it is there; later JDKs get no further than their version.
final class OwnPermissions implements ClassFileTransformer {

    private static final boolean MAY_BE_LIMITED = Runtime.version().feature() < 24;

    private final ClassPrefilter prefilter;

    private OwnPermissions(ClassPrefilter prefilter) {
        this.prefilter = prefilter;
    }

    /** Returns {@code prefilter}, or what calls it with the agent's permissions where there may be a security manager. */
    static ClassFileTransformer of(ClassPrefilter prefilter) {
        return MAY_BE_LIMITED ? new OwnPermissions(prefilter) : prefilter;
    }

    /** Returns whether what the current thread may do depends on its stack. An application may set a security manager at any time. */
    static boolean areLimited() {
        return MAY_BE_LIMITED && System.getSecurityManager() != null;
    }

    /** Runs {@code action} whatever the frames below may do. For where {@link #areLimited} answers true. */
    static <T> T run(PrivilegedAction<T> action) {
        return AccessController.doPrivileged(action);
    }

    @Override
    public byte[] transform(ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] file) {
        return areLimited()
                ? run(() -> prefilter.transform(loader, name, redefined, domain, file))
                : prefilter.transform(loader, name, redefined, domain, file);
    }
}
