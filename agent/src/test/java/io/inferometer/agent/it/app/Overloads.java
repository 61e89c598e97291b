package io.inferometer.agent.it.app;

import io.inferometer.annotation.Inference;
import java.util.List;

/** Overloads that call each other and themselves, on platform and virtual threads. */
public final class Overloads {

    private static final int ROUNDS = 50;

    private Overloads() {}

    public static void main(String[] arguments) throws Exception {
        Ranker ranker = new Ranker();
        Runnable calls = () -> {
            for (int i = 0; i < ROUNDS; i++) {
                ranker.rank("a b c");
                ranker.rank(List.of("x", "y", "z"), 2);
                ranker.rank(3);
                ranker.depth(5);
                try {
                    ranker.rank(-1);
                } catch (IllegalArgumentException expected) {
                    ranker.rank(0);
                }
            }
        };
        Workers.onPlatformThreads(4, calls);
        int threads = 4;
        if (Workers.hasVirtualThreads()) {
            Workers.onVirtualThreads(20, calls);
            threads += 20;
        }
        System.out.println("rank success " + 4 * ROUNDS * threads + " client_error " + ROUNDS * threads + " depth "
                + ROUNDS * threads);
        System.in.read();
    }

    /** Named by the configuration, apart from {@link #depth}. */
    static final class Ranker {
        int rank(String text) {
            return rank(List.of(text.split(" ")), 1);
        }

        int rank(List<String> items, int top) {
            Thread.yield();
            return items.size() > top ? rank(items.subList(1, items.size()), top) : rank(items.size());
        }

        private int rank(int size) {
            if (size < 0) {
                throw new IllegalArgumentException("below 0");
            }
            return size == 0 ? 0 : 1 + rank(size - 1);
        }

        @Inference(model = "depth")
        int depth(int n) {
            Thread.yield();
            return n == 0 ? 0 : 1 + depth(n - 1);
        }
    }
}
