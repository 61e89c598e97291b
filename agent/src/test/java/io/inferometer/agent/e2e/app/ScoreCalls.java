package io.inferometer.agent.e2e.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Calls {@link Scorer#score} on some threads, prints its books, and ends when standard input does. */
public final class ScoreCalls {

    private static final LongAdder SUCCESS = new LongAdder();
    private static final LongAdder CLIENT_ERRORS = new LongAdder();
    private static final LongAdder SERVER_ERRORS = new LongAdder();

    private ScoreCalls() {}

    /** @param arguments threads, and calls per thread */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int calls = Integer.parseInt(arguments[1]);
        List<Thread> threads = new ArrayList<>();
        for (int i = Integer.parseInt(arguments[0]); i > 0; i--) {
            Thread thread = new Thread(() -> call(calls));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("success " + SUCCESS + " client " + CLIENT_ERRORS + " server " + SERVER_ERRORS);
        byte[] rest = System.in.readAllBytes();
        System.out.print(new String(rest, StandardCharsets.UTF_8));
    }

    private static void call(int calls) {
        Scorer scorer = new Scorer();
        for (int i = 0; i < calls; i++) {
            try {
                if (scorer.score(i) != 2 * i) {
                    throw new AssertionError("2 * " + i);
                }
                SUCCESS.increment();
            } catch (IllegalArgumentException expected) {
                CLIENT_ERRORS.increment();
            } catch (IllegalStateException expected) {
                SERVER_ERRORS.increment();
            }
        }
    }
}
