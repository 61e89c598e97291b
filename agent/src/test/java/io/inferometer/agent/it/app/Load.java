package io.inferometer.agent.it.app;

import io.inferometer.annotation.Inference;
import java.util.concurrent.atomic.LongAdder;

/** Many threads at once, each kind with a model of its own. */
public final class Load {

    private static final LongAdder CALLS = new LongAdder();

    private Load() {}

    public static void main(String[] arguments) throws Exception {
        Thread virtual = new Thread(() -> {
            try {
                if (Workers.hasVirtualThreads()) {
                    Workers.onVirtualThreads(2_000, () -> repeat(50, Load::parking));
                }
            } catch (ReflectiveOperationException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        virtual.start();
        Workers.onPlatformThreads(200, () -> repeat(100, Load::brief));
        Workers.onPlatformThreads(50, () -> repeat(20_000, Load::tight));
        virtual.join();
        System.out.println("calls " + CALLS.sum());
        System.in.read();
    }

    private static void repeat(int times, Runnable call) {
        for (int i = 0; i < times; i++) {
            call.run();
        }
        CALLS.add(times);
    }

    /** Leaves its carrier in the middle, and comes back on another. */
    @Inference(model = "parking")
    static void parking() {
        Thread.yield();
    }

    @Inference(model = "brief")
    static void brief() {
        Thread.onSpinWait();
    }

    @Inference(model = "tight")
    static void tight() {
        // Nothing: as many calls as the machine can make.
    }
}
