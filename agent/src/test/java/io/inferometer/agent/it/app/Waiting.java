package io.inferometer.agent.it.app;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Does nothing until its standard input ends, but says for each line of it what the JVM takes: {@code figures <threads> <file
 * descriptors> <classes> <bytes of metaspace> <bytes of heap after a collection>}. Linux only.
 */
public final class Waiting {

    private Waiting() {}

    public static void main(String[] args) throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("waiting");
        while (input.readLine() != null) {
            System.out.println("figures " + threads() + " " + new File("/proc/self/fd").list().length + " "
                    + ManagementFactory.getClassLoadingMXBean().getLoadedClassCount() + " " + metaspace() + " "
                    + heap());
        }
    }

    private static String threads() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("Threads:")) {
                return line.replaceAll("\\D", "");
            }
        }
        throw new IOException("no number of threads");
    }

    private static long metaspace() {
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getName().equals("Metaspace")) {
                return pool.getUsage().getUsed();
            }
        }
        throw new IllegalStateException("no memory pool for classes");
    }

    private static long heap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
