package io.inferometer.agent.it.app;

import io.inferometer.annotation.Inference;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A server that deploys and undeploys applications, each in a loader of its own, and whose threads end. Does what the lines of
 * standard input say: {@code deploy 100}, {@code threads 100}, {@code hold 100}, {@code release}, {@code alive}.
 */
public final class Redeployments {

    private static final int BATCH = 50;
    private static final int LONGEST_SECONDS = 15;

    private static final List<WeakReference<ClassLoader>> LOADERS = new ArrayList<>();
    private static final List<Thread> HELD = new ArrayList<>();
    private static final CountDownLatch RELEASE = new CountDownLatch(1);

    private Redeployments() {}

    /** What all applications call, timed in each way there is. */
    public static final class Shared {
        private Shared() {}

        public static void call(int in) {
            all(in);
            half(in);
            adaptive(in);
        }

        @Inference(model = "all")
        static int all(int in) {
            return in + 1;
        }

        @Inference(model = "half")
        static int half(int in) {
            return in + 2;
        }

        @Inference(model = "adaptive")
        static int adaptive(int in) {
            return in + 3;
        }
    }

    /** What each application implements. */
    public interface All {
        @Inference(model = "all")
        int all(int in);
    }

    /** The class of one application. */
    public static final class Deployed implements Runnable, All {

        /** One call of its own and one of the server's for each model. */
        @Override
        public void run() {
            Shared.call(all(1) + half(2) + adaptive(3));
        }

        @Override
        public int all(int in) {
            return in + 1;
        }

        @Inference(model = "half")
        int half(int in) {
            return in + 2;
        }

        @Inference(model = "adaptive")
        int adaptive(int in) {
            return in + 3;
        }
    }

    /** The loader of one application. */
    private static final class Deployment extends ClassLoader {

        Deployment() {
            super(Redeployments.class.getClassLoader());
            LOADERS.add(new WeakReference<>(this));
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.equals(Deployed.class.getName()) ? define(name) : super.loadClass(name, resolve);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] file = in.readAllBytes();
                return defineClass(name, file, 0, file.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }

        Runnable make() throws ReflectiveOperationException {
            return (Runnable)
                    loadClass(Deployed.class.getName()).getDeclaredConstructor().newInstance();
        }
    }

    public static void main(String[] arguments) throws Exception {
        Shared.call(0);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ");
            int count = words.length > 1 ? Integer.parseInt(words[1]) : 0;
            switch (words[0]) {
                case "deploy" -> deploy(count);
                case "threads" -> threads(count);
                case "hold" -> hold(count);
                case "release" -> release();
                default -> alive();
            }
            System.out.println("done " + line);
        }
    }

    private static void deploy(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            Deployment deployment = new Deployment();
            Runnable task = deployment.make();
            run(List.of(thread(task, deployment)));
            if (Workers.hasVirtualThreads()) {
                Workers.onVirtualThreads(1, () -> {
                    Thread.currentThread().setContextClassLoader(deployment);
                    task.run();
                });
            }
        }
    }

    private static void threads(int count) throws Exception {
        for (int i = 0; i < count; i += BATCH) {
            List<Thread> threads = new ArrayList<>();
            for (int j = 0; j < BATCH; j++) {
                threads.add(thread(() -> Shared.call(1), new Deployment()));
            }
            run(threads);
            if (Workers.hasVirtualThreads()) {
                Workers.onVirtualThreads(BATCH, () -> {
                    Deployment deployment;
                    synchronized (LOADERS) {
                        deployment = new Deployment();
                    }
                    Thread.currentThread().setContextClassLoader(deployment);
                    Shared.call(1);
                });
            }
        }
    }

    private static Thread thread(Runnable task, ClassLoader context) {
        Thread thread = new Thread(null, task, "short", 128 << 10);
        thread.setContextClassLoader(context);
        return thread;
    }

    private static void run(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void hold(int count) throws InterruptedException {
        CountDownLatch called = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            Thread thread = thread(
                    () -> {
                        Shared.call(1);
                        called.countDown();
                        try {
                            RELEASE.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    new Deployment());
            thread.start();
            HELD.add(thread);
        }
        called.await();
    }

    private static void release() throws InterruptedException {
        RELEASE.countDown();
        for (Thread thread : HELD) {
            thread.join();
        }
        HELD.clear();
    }

    /** Nothing that is measured is called meanwhile. */
    private static void alive() throws InterruptedException {
        long begin = System.nanoTime();
        int alive = LOADERS.size();
        while (alive > 0 && System.nanoTime() - begin < LONGEST_SECONDS * 1_000_000_000L) {
            Thread.sleep(200);
            System.gc();
            LOADERS.removeIf(loader -> loader.get() == null);
            alive = LOADERS.size();
        }
        System.out.println("alive " + alive + " after " + (System.nanoTime() - begin) / 1_000_000 + " ms");
    }
}
