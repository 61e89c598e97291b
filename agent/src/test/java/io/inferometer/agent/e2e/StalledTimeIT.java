package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.Metrics;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.RunningJvm;
import io.inferometer.agent.it.app.StalledCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;

/** Time that a long call stood still is what the collectors and the kernel say that it did. */
class StalledTimeIT {

    private static final String METHODS = "methods=" + StalledCalls.class.getName() + "#score@score";
    private static final String GC = "inferometer_inference_stalled_seconds_total{cause=\"gc\"}";
    private static final String THROTTLED = "inferometer_inference_stalled_seconds_total{cause=\"throttled\"}";

    /** Pauses are told in milliseconds each. */
    private static final double ROUNDING = 0.012;

    @EachJdk
    void pausesOfEachCollectorStallTheCallInFlight(Jdk jdk) {
        for (String collector : collectors(jdk)) {
            try (RunningJvm jvm =
                    ForkedJvm.of(jdk).flags(collector, "-Xmx1g").agent(METHODS).start(StalledCalls.class)) {
                jvm.awaitOut("^ready$");
                Metrics metrics = jvm.metrics();
                await(collector, () -> value(metrics, GC) >= 0 ? 1 : 0);

                jvm.send("gc");
                double paused = Long.parseLong(jvm.awaitOut("^paused (\\d+)$").group(1)) / 1e3;
                jvm.awaitOut("^done gc$");

                assertThat(value(metrics, GC)).as(collector).isCloseTo(paused, within(0.1 * paused + ROUNDING));
                assertThat(jvm.finish().exitCode()).isZero();
            }
        }
    }

    @OneJdk
    void aCpuLimitStallsTheCallInFlight(Jdk jdk) throws IOException, InterruptedException {
        Path root = Path.of("/sys/fs/cgroup/cpu");
        assumeTrue(
                Files.isWritable(root) && Files.exists(root.resolve("release_agent")),
                "this user can make no group of version 1");
        Path group =
                root.resolve("inferometer-stalled-" + ProcessHandle.current().pid());
        Files.createDirectory(group);
        try (RunningJvm jvm = ForkedJvm.of(jdk).agent(METHODS, "interval=1s").start(StalledCalls.class)) {
            jvm.awaitOut("^ready$");
            Files.writeString(group.resolve("cpu.cfs_period_us"), "20000");
            Files.writeString(group.resolve("cpu.cfs_quota_us"), "10000");
            // Only the limit is to hold it back, not what else runs on the machine.
            Files.writeString(group.resolve("cpu.shares"), "65536");
            Files.writeString(group.resolve("cgroup.procs"), Long.toString(jvm.pid()));
            Metrics metrics = jvm.metrics();
            await("the limit is seen", () -> value(metrics, THROTTLED) >= 0 ? 1 : 0);
            double before = await("the start is over", () -> calm(group));
            double stalledBefore = value(metrics, THROTTLED);

            jvm.send("spin");
            jvm.awaitOut("^done spin$");
            double stalled = await("the latest look", () -> settled(metrics)) - stalledBefore;
            double throttled = throttled(group) - before;

            assertThat(throttled).isGreaterThan(0.3);
            assertThat(stalled).isCloseTo(throttled, within(0.1 * throttled + 0.05));
            assertThat(jvm.finish().exitCode()).isZero();
        } finally {
            awaitEmpty(group);
            Files.delete(group);
        }
    }

    private static List<String> collectors(Jdk jdk) {
        List<String> all = new ArrayList<>(List.of(
                "-XX:+UseSerialGC", "-XX:+UseParallelGC", "-XX:+UseG1GC", "-XX:+UseZGC", "-XX:+UseShenandoahGC"));
        all.removeIf(collector ->
                ForkedJvm.of(jdk).runTool("java", collector, "-version").exitCode() != 0);
        return all;
    }

    /** How long tasks were held back, when that has not changed for longer than from one look to the next; else 0. */
    private static double calm(Path group) {
        try {
            double before = throttled(group);
            LockSupport.parkNanos(1_500_000_000);
            double now = throttled(group);
            return now - before < 0.005 ? Math.max(now, Double.MIN_VALUE) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value when two looks, a second apart, agree. */
    private static double settled(Metrics metrics) {
        double before = value(metrics, THROTTLED);
        try {
            Thread.sleep(1_200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        double now = value(metrics, THROTTLED);
        return now > 0 && now - before < 0.02 ? now : 0;
    }

    private static double throttled(Path group) throws IOException {
        return Files.readAllLines(group.resolve("cpu.stat")).stream()
                .filter(line -> line.startsWith("throttled_time "))
                .mapToDouble(line -> Double.parseDouble(line.substring("throttled_time ".length())) / 1e9)
                .sum();
    }

    private static void awaitEmpty(Path group) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!Files.readString(group.resolve("cgroup.procs")).isBlank() && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
    }

    /** NaN if it is not told. */
    private static double value(Metrics metrics, String name) {
        Map<String, Double> samples = metrics.samples();
        return samples.getOrDefault(name, Double.NaN);
    }

    private static double await(String what, DoubleSupplier value) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        double latest = value.getAsDouble();
        while (!(latest > 0)) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(50_000_000);
            latest = value.getAsDouble();
        }
        return latest;
    }
}
