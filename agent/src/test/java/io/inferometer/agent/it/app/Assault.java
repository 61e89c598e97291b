package io.inferometer.agent.it.app;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;

/** An application that interrupts and stops whatever threads it finds, and whose default handler halts the JVM. */
public final class Assault {

    private static final int ROUNDS = 20;

    private Assault() {}

    public static void main(String[] arguments) throws Exception {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            System.out.println("default handler got " + failure + " of " + thread.getName());
            System.out.flush();
            Runtime.getRuntime().halt(77);
        });
        call(1_000);
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        in.readLine();
        List<String> before = names();
        for (int round = 0; round < ROUNDS; round++) {
            for (Thread thread : agentThreads()) {
                thread.interrupt();
                stop(thread);
            }
            Thread.sleep(50);
        }
        call(1_000);
        System.out.println("same threads " + names().equals(before) + " " + before);
        in.readLine();
    }

    /** JDK 20 and later refuse. */
    @SuppressWarnings("removal")
    private static void stop(Thread thread) {
        try {
            thread.stop();
        } catch (UnsupportedOperationException refused) {
            return;
        }
    }

    private static List<Thread> agentThreads() {
        List<Thread> threads = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("inferometer-")) {
                threads.add(thread);
            }
        }
        return threads;
    }

    /** Those of the SDK's executor come and go. */
    private static List<String> names() {
        return agentThreads().stream()
                .map(Thread::getName)
                .filter(name -> !name.startsWith("inferometer-aws-"))
                .sorted()
                .toList();
    }

    private static void call(int times) {
        for (int i = 0; i < times; i++) {
            score(i);
        }
    }

    static double score(int x) {
        return x * 0.5;
    }
}
