package io.inferometer.agent.it.app;

/** A measured method that throws what no method should, and a stack that ends at any depth, in measuring too. */
public final class Throwing {

    /** On each kind of thread. */
    public static final int OVERFLOWS = 200;

    private Throwing() {}

    @SuppressWarnings("deprecation") // ThreadDeath, from JDK 20 on
    public static void main(String[] arguments) throws Exception {
        Throwable[] thrown = {
            new OutOfMemoryError("made"),
            new ThreadDeath(),
            new StackOverflowError(),
            new LinkageError(),
            new Throwable("plain")
        };
        for (Throwable each : thrown) {
            System.out.println(each.getClass().getSimpleName() + " same " + (caught(each) == each));
        }
        System.out.println("real " + caught(null).getClass().getSimpleName());
        Thread diver = new Thread(null, Throwing::overflow, "diver", 512 << 10);
        diver.start();
        diver.join();
        System.out.println("platform done");
        if (Workers.hasVirtualThreads()) {
            Workers.onVirtualThreads(1, Throwing::overflow);
        }
        System.out.println("all done");
        System.in.read();
    }

    private static Throwable caught(Throwable expected) {
        try {
            fail(expected);
            return null;
        } catch (Throwable found) {
            return found;
        }
    }

    /** Measured, because the configuration names it. Without anything to throw it asks for more memory than there is. */
    static int fail(Throwable failure) throws Throwable {
        if (failure == null) {
            return new long[Integer.MAX_VALUE].length;
        }
        throw failure;
    }

    private static void overflow() {
        for (int offset = 0; offset < OVERFLOWS; offset++) {
            try {
                descend(offset);
            } catch (StackOverflowError expected) {
                leaf(0);
            } catch (Throwable other) {
                System.out.println("replaced by " + other);
            }
        }
    }

    /** Ends elsewhere in the measured call each time. */
    private static int descend(int offset) {
        return offset > 0 ? descend(offset - 1) + 1 : dive(0);
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int dive(int depth) {
        return leaf(depth) + dive(depth + 1);
    }

    /** Measured too. */
    static int leaf(int depth) {
        return depth + 1;
    }
}
