package io.inferometer.agent.e2e.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Calls that know how long they take. Each line of standard input is a command: {@code hold} begins a call and {@code let} ends it, {@code quick N}
 * makes calls on two threads, {@code set KEY VALUE} sets a system property.
 */
public final class TimedCalls {

    private static long inside;
    private static CountDownLatch end;
    private static Thread holder;

    private TimedCalls() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "hold" -> begin();
                case "let" -> {
                    end.countDown();
                    holder.join();
                }
                case "quick" -> quickly(Integer.parseInt(words[1]));
                default -> System.setProperty(words[1], words[2]);
            }
        }
    }

    private static void begin() throws InterruptedException {
        end = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        holder = new Thread(() -> {
            long before = System.nanoTime();
            held(begun);
            System.out.println("held " + inside + " " + (System.nanoTime() - before));
        });
        holder.start();
        begun.await();
        System.out.println("holds");
    }

    /** Measured. */
    static void held(CountDownLatch begun) {
        long before = System.nanoTime();
        begun.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        inside = System.nanoTime() - before;
    }

    private static void quickly(int calls) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            threads.add(new Thread(() -> {
                long sum = 0;
                for (int call = 0; call < calls; call++) {
                    sum += quick(call);
                }
                System.out.println("sum " + sum);
            }));
        }
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("called " + 2 * calls);
    }

    /** Measured. */
    static int quick(int number) {
        return number + 1;
    }
}
