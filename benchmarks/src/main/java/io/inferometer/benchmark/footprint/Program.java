package io.inferometer.benchmark.footprint;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * An application that does one thing, waits, and says what its JVM takes: {@code Program <what> <milliseconds>}. What is read without the
 * JDK's beans is read first, for they take memory themselves.
 */
public final class Program {

    private static final int MODELS = 1_000;
    private static final int THREADS = 100;
    private static final int REQUESTS = 1_000;
    private static final int TENSORS = 1_000;

    /** Written, so that the methods are not empty. */
    static volatile int done;

    /** So that nothing is garbage that an application would keep. */
    private static final List<Object> KEPT = new ArrayList<>();

    private Program() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "nothing" -> done = 1;
            case "models" -> callModels();
            case "threads" -> callOnThreads();
            case "requests" -> queueRequests();
            case "tensors" -> openTensors();
            case "beans" -> readBeans(Integer.parseInt(args[1]));
            default -> throw new IllegalArgumentException("nothing known as " + args[0]);
        }
        Thread.sleep(Integer.parseInt(args[1]));
        say(Figures.RESIDENT, ofStatus("VmRSS:") * 1_024);
        say(Figures.THREADS, ofStatus("Threads:"));
        say(Figures.HANDLES, new File("/proc/self/fd").list().length);
        say(Figures.CLASSES, ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
        say(Figures.METASPACE, metaspace());
        System.gc();
        System.gc();
        say(
                Figures.HEAP,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    static void score(String model) {
        done = model.length();
    }

    static void accept(String id) {
        done = id.length();
    }

    static void process(String id) {
        done = id.length();
    }

    private static void callModels() {
        for (int i = 0; i < MODELS; i++) {
            String model = "model-" + i;
            KEPT.add(model);
            score(model);
        }
    }

    private static void callOnThreads() throws InterruptedException {
        CountDownLatch called = new CountDownLatch(THREADS);
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> {
                score("model");
                called.countDown();
                try {
                    never.await();
                } catch (InterruptedException nobodyDoes) {
                    Thread.currentThread().interrupt();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        called.await();
    }

    /** Half of them wait. */
    private static void queueRequests() {
        for (int i = 0; i < REQUESTS; i++) {
            String id = "request-" + i;
            KEPT.add(id);
            accept(id);
            if (i % 2 == 0) {
                process(id);
            }
        }
    }

    /** ONNX Runtime is on the class path in this run alone. */
    private static void openTensors() throws ReflectiveOperationException {
        Class<?> environments = Class.forName("ai.onnxruntime.OrtEnvironment");
        Object environment = environments.getMethod("getEnvironment").invoke(null);
        var create = Class.forName("ai.onnxruntime.OnnxTensor").getMethod("createTensor", environments, Object.class);
        for (int i = 0; i < TENSORS; i++) {
            KEPT.add(create.invoke(null, environment, new float[] {i}));
        }
    }

    /** As a console does that shows every attribute of every bean, when the agent has registered its own. */
    private static void readBeans(int millis) throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Thread.sleep(millis / 2);
        for (ObjectName name : server.queryNames(new ObjectName("io.inferometer:*"), null)) {
            for (var attribute : server.getMBeanInfo(name).getAttributes()) {
                done = String.valueOf(server.getAttribute(name, attribute.getName()))
                        .length();
            }
        }
    }

    private static long ofStatus(String key) throws Exception {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith(key)) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IllegalStateException("/proc/self/status has no " + key);
    }

    private static long metaspace() {
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getName().equals("Metaspace")) {
                return pool.getUsage().getUsed();
            }
        }
        throw new IllegalStateException("no memory pool for classes");
    }

    private static void say(String what, long figure) {
        System.out.println("result " + what + " " + figure);
    }
}
