package io.inferometer.benchmark.hotpath;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Instances of as many models, called in turn; each thread begins at another. One thread only, but for those it shares. */
@State(Scope.Thread)
public class Instances {

    private static final AtomicInteger THREADS = new AtomicInteger();

    private static NamedInstance[] shared;

    /** How many there are. */
    @Param("1000")
    int instances;

    private NamedInstance[] all;
    private int next;

    /** Makes them once for all threads. */
    @Setup
    public void make() {
        synchronized (Instances.class) {
            if (shared == null) {
                shared = NamedInstance.of(instances);
            }
            all = shared;
        }
        next = THREADS.getAndIncrement() * 127 % instances;
    }

    NamedInstance next() {
        NamedInstance instance = all[next];
        next = next + 1 < all.length ? next + 1 : 0;
        return instance;
    }
}
