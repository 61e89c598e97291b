package io.inferometer.agent.it.app;

import java.io.IOException;

/** A {@link Service} that confines itself: JDK 17 lets an application set a security manager at any time. */
public final class Confined {

    private Confined() {}

    @SuppressWarnings("removal") // That is the point.
    public static void main(String[] arguments) throws IOException {
        System.setSecurityManager(new SecurityManager());
        Service.main(arguments);
    }
}
