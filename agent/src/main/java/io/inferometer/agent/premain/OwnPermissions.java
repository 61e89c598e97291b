package io.inferometer.agent.premain;

import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * The permissions that the policy grants the agent's jar. A security manager asks every frame on the stack; on an application's
 * thread the application's own are among them, and may do less. Only JDKs before 24 can have one (JEP 486). Thread-safe.
 */
@SuppressWarnings("removal") // Up to JDK 23 it is there; later JDKs get no further than their version.
public final class OwnPermissions {

    private OwnPermissions() {}

    /** Returns whether what the current thread may do depends on its stack. An application may set a security manager at any time. */
    public static boolean areLimited() {
        return Runtime.version().feature() < 24 && System.getSecurityManager() != null;
    }

    /** Runs {@code action} whatever the frames below may do. For where {@link #areLimited} answers true. */
    public static <T> T run(PrivilegedAction<T> action) {
        return AccessController.doPrivileged(action);
    }
}
