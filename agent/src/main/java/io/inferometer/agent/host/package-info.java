/**
 * The machine, the container, the process and the JVM in figures.
 *
 * <p><b>Data flow:</b> {@link io.inferometer.agent.host.HostSampler} asks one probe after another, each of which reads
 * one source (a file below {@code /proc}, a control group, a bean of {@code java.lang.management}) and adds its metrics
 * to the {@code Readings} of this look. Figures that the kernel tells on a line of their own have no probe: {@code KernelLines} reads them
 * as the catalogue says. A probe that fails is left out of that look; the others are not touched.
 *
 * <p><b>Periods:</b> receivers of samples register with {@link io.inferometer.agent.host.HostLooks} before the first one; the shortest
 * period holds. The samples for windows are one request; an exporter that samples is another, and may ask for this process with its descendants.
 *
 * <p><b>Counters</b> go through {@code Counters}: what a source sets back, or takes along when it is removed, never makes a
 * counter step back.
 *
 * <p><b>OSHI</b> makes the inventory of disks. Everything else it offers on Linux either forks processes
 * ({@code getconf} and {@code uname}, once processor, memory or operating system are named) or runs a parallel stream
 * (network interfaces). Both create the common pool before the application can configure it: the JDK's own process
 * handling uses {@code CompletableFuture}. So what is read at each look comes from {@code /proc} directly, and OSHI is
 * the oracle of the tests.
 *
 * <p><b>Threading:</b> one agent thread at a time looks; nothing here is thread-safe but rows, no process is forked, no MBean server is
 * created. A source that may not come back, NVML and OSHI on macOS and Windows, has a thread of its own: {@code SlowProbe}.
 *
 * <p><b>What stays bounded:</b> the label sets (disks, file systems and interfaces are summed, collectors and buffer pools are few),
 * how much is read of a file, and the list of failures already told.
 */
package io.inferometer.agent.host;
