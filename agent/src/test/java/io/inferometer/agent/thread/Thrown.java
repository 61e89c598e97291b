package io.inferometer.agent.thread;

import java.util.stream.Stream;

/** What a thread may meet that no handler expects. */
public final class Thrown {

    private Thrown() {}

    /** One of each kind. */
    @SuppressWarnings({"removal", "deprecation"}) // ThreadDeath, from JDK 20 on
    public static Stream<Throwable> kinds() {
        return Stream.of(
                new OutOfMemoryError("injected"),
                new StackOverflowError("injected"),
                new NoClassDefFoundError("injected"),
                new ThreadDeath(),
                new AssertionError("injected"),
                new IllegalStateException("injected"),
                new InterruptedException("injected"));
    }

    /** Throws it, declared or not. */
    @SuppressWarnings("unchecked")
    public static <E extends Throwable> RuntimeException sneak(Throwable failure) throws E {
        throw (E) failure;
    }
}
