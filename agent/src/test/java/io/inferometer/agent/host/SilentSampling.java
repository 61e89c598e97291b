package io.inferometer.agent.host;

import io.inferometer.exporter.api.HostStats;
import java.util.concurrent.ForkJoinPool;
import javax.management.MBeanServerFactory;

/** Main class of a fresh JVM: samples, then throws if a trace is left in the JVM. Prints nothing otherwise. */
public final class SilentSampling {

    private SilentSampling() {}

    public static void main(String[] arguments) throws InterruptedException {
        long processes = ProcessHandle.current().children().count();
        Thread sampling = new Thread(SilentSampling::sample, "inferometer-host");
        sampling.start();
        sampling.join();
        require(ProcessHandle.current().children().count() == processes, "a child process is left");
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            require(!thread.getName().contains("commonPool"), "the common pool has a thread");
            require(!thread.getName().equals("process reaper"), "a process was forked");
        }
        require(MBeanServerFactory.findMBeanServer(null).isEmpty(), "an MBean server was created");
        // The pool takes its size from this property when it is created: it must still be the application's to set.
        System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", "7");
        require(ForkJoinPool.commonPool().getParallelism() == 7, "the common pool was created");
    }

    private static void sample() {
        HostSampler sampler = new HostSampler(line -> require(false, line));
        HostStats stats = HostStats.NONE;
        for (int look = 0; look < 20; look++) {
            stats = sampler.sample();
        }
        if (stats.samples().size() < 30) {
            throw new IllegalStateException("only " + stats.samples());
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
