package io.inferometer.agent;

import java.util.SplittableRandom;
import java.util.UUID;

/** Names one start of one JVM. */
final class RunId {

    private RunId() {}

    /**
     * Unlike any other by time, machine and memory layout. Not {@link UUID#randomUUID}: it would initialise the JVM's security
     * providers before the application could configure them.
     */
    static String next(String instance) {
        long seed = (System.currentTimeMillis() * 0x9E3779B97F4A7C15L)
                ^ System.nanoTime()
                ^ ((long) instance.hashCode() << 32)
                ^ System.identityHashCode(new Object());
        SplittableRandom random = new SplittableRandom(seed);
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
