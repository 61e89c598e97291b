package io.inferometer.benchmark.hotpath;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Instances of as many models, called in turn; the same for all threads, of which each begins at another. One thread only. */
@State(Scope.Thread)
public class Instances {

    private static final AtomicInteger THREADS = new AtomicInteger();

    private static final AtomicReference<NamedInstance[]> SHARED = new AtomicReference<>();

    /** How many there are. */
    @Param("1000")
    int instances;

    private NamedInstance[] all;
    private int next;

    /** Makes them once for all threads. */
    @Setup
    public void make() {
        SHARED.compareAndSet(null, NamedInstance.of(instances));
        all = SHARED.get();
        next = THREADS.getAndIncrement() * 127 % instances;
    }

    NamedInstance next() {
        NamedInstance instance = all[next];
        next = next + 1 < all.length ? next + 1 : 0;
        return instance;
    }
}
