package io.inferometer.agent;

import java.util.UUID;

/** Names one start of one JVM. */
final class RunId {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private RunId() {}

    /**
     * Unlike any other by time, machine and memory layout. Not {@link UUID#randomUUID}: it would initialise the JVM's security
     * providers before the application could configure them.
     */
    static String next(String instance) {
        long seed = (System.currentTimeMillis() * GAMMA)
                ^ System.nanoTime()
                ^ ((long) instance.hashCode() << 32)
                ^ System.identityHashCode(new Object());
        return new UUID(mixed(seed + GAMMA), mixed(seed + GAMMA + GAMMA)).toString();
    }

    /**
     * Every bit of the result depends on every bit of the seed: Stafford's variant 13 of the finalizer of MurmurHash3, as in {@link
     * java.util.SplittableRandom}, which needs eight classes more.
     */
    private static long mixed(long seed) {
        long mixed = (seed ^ (seed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
