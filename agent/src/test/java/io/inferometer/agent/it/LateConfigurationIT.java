package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.app.LateConfiguration;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The agent, fully started, has fixed nothing that the application's {@code main} configures. */
@Tag("safety")
class LateConfigurationIT {

    /**
     * What reads its configuration once. The MBeans that tell of memory and collectors load, without initialising it, what
     * describes the MBean of logging.
     */
    private static final Pattern CONFIGURED_ONCE = Pattern.compile("java\\.util\\.logging\\.(Logger|Handler|LogRecord)"
            + "|com\\.sun\\.jmx\\.mbeanserver\\.JmxMBeanServer|(sun|com\\.sun)\\.net\\.httpserver\\..*"
            + "|java\\.net\\.http\\..*|java\\.net\\.ProxySelector|sun\\.net\\.InetAddressCachePolicy"
            + "|sun\\.security\\.(jca|provider|ssl)\\..*|javax\\.crypto\\..*|java\\.util\\.concurrent\\.ForkJoinPool");

    private static final String WINDOWS = "inferometer_exporter_windows_total";

    @TempDir
    Path directory;

    @EachJdk
    void whatTheApplicationSetsInMainIsHonoured(Jdk jdk) throws Exception {
        Path logging = Files.writeString(directory.resolve("logging.properties"), """
                handlers=java.util.logging.ConsoleHandler
                .level=WARNING
                fine.level=FINE
                java.util.logging.ConsoleHandler.level=ALL
                java.util.logging.ConsoleHandler.formatter=java.util.logging.SimpleFormatter
                java.util.logging.SimpleFormatter.format=own format %4$s %5$s%n
                """);
        Path loads = directory.resolve("loads.log");
        Path windows = directory.resolve("windows.jsonl");
        try (DatagramSocket receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                RunningJvm jvm = ForkedJvm.of(jdk)
                        .agent(
                                "interval=1s",
                                "exporters=http,file,statsd",
                                "file.path=" + windows,
                                "spool.directory=" + directory.resolve("spool"),
                                "statsd.address=127.0.0.1:" + receiver.getLocalPort())
                        .flags(ClassLoadLog.flag(loads))
                        .start(LateConfiguration.class, logging.toString())) {
            awaitEverythingStarted(jvm.metrics(), loads);
            jvm.metrics().get("api/snapshot");
            jvm.metrics().get("");
            Result result = jvm.finish();
            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.out().lines())
                    .containsExactly(
                            "going on",
                            LateConfiguration.OwnLogManager.class.getName(),
                            "own format FINE fine is shown",
                            "own format WARNING warning is shown",
                            "parallelism 7",
                            "3 headers: served",
                            "9 headers: refused");
            assertThat(result.errLines()).hasSize(1).isEqualTo(result.agentLines());
        }
        assertThat(windows).isNotEmptyFile();
        ClassLoadLog log = new ClassLoadLog(loads);
        List<String> earlier = log.before(LateConfiguration.Marker.class);
        assertThat(earlier).contains("io.inferometer.agent.jmx.MBeans");
        assertThat(earlier.stream().filter(CONFIGURED_ONCE.asMatchPredicate())).isEmpty();
    }

    /** The last step of the start reads classes ahead; the first whole look at the host may come even later. */
    private static void awaitEverythingStarted(Metrics metrics, Path loads) throws Exception {
        long deadline = System.nanoTime() + 30_000_000_000L;
        Map<String, Double> samples = metrics.samples();
        while (!samples.containsKey("inferometer_host_cpu_usage_ratio")
                || Metrics.sum(samples, WINDOWS, "exporter=\"statsd\"", "result=\"delivered\"") == 0
                || !Files.readString(loads).contains("io.inferometer.agent.OwnClasses ")) {
            assertThat(System.nanoTime()).as("everything started").isLessThan(deadline);
            Thread.sleep(50);
            samples = metrics.samples();
        }
    }
}
