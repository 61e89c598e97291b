package io.inferometer.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Under load, figures are within 2 % of those that node_exporter tells. */
@EnabledOnOs(OS.LINUX)
class UnderLoadTest {

    /** In which what is sent to 10.99.0.2 ends at the other end of a cable that nobody reads. */
    private static final String NETWORK = "ip link set lo up && ip link add load type veth peer name sink"
            + " && ip addr add 10.99.0.1/24 dev load && ip link set load up && ip link set sink up"
            + " && ip neigh add 10.99.0.2 lladdr 02:00:00:00:00:02 dev load && ";

    /** Of memory and counters that others change between both looks. */
    private static final Map<String, Double> MOVING = Map.of(
            "memory_free", 48e6,
            "memory_available", 48e6,
            "memory_cached", 16e6,
            "memory_active", 16e6,
            "memory_inactive", 16e6,
            "memory_buffers", 1e6,
            "file_systems_free", 16e6,
            "open_files", 64.0,
            "cpu_user", 0.08,
            "cpu_system", 0.08);

    @TempDir
    Path directory;

    @Test
    void figuresAreThoseOfNodeExporter() throws IOException, InterruptedException {
        if (!isThere("prometheus-node-exporter")) {
            System.err.println("skipped: no node_exporter to compare with");
        }
        assumeTrue(isThere("prometheus-node-exporter"), "no node_exporter to compare with");
        boolean hasNetwork =
                isThere("ip") && isThere("unshare") && isAllowed("unshare", "-n", "sh", "-c", NETWORK + "true");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path output = directory.resolve("output");
        // Not below a directory in memory: what is written is to reach a disk.
        Path file = Files.createTempFile(Path.of("target").toAbsolutePath(), "load", "");
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                UnderLoad.class.getName(),
                Integer.toString(port),
                file.toString());
        List<String> command = new ArrayList<>(java);
        if (hasNetwork) {
            command =
                    List.of("unshare", "-n", "sh", "-c", NETWORK + "exec '" + String.join("' '", java) + "' 10.99.0.2");
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(file);
            Files.deleteIfExists(Path.of(file + ".log"));
        }
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();

        Map<String, double[]> figures = new TreeMap<>();
        for (String line : Files.readAllLines(output)) {
            String[] words = line.split(" ", -1);
            figures.put(words[0], new double[] {Double.parseDouble(words[1]), Double.parseDouble(words[2])});
        }
        assertThat(figures).hasSize(15);
        assertThat(figures.get("cpu_user")[0]).as("the load is seen").isGreaterThan(1);
        if (hasNetwork) {
            assertThat(figures.get("network_sent")[0]).isGreaterThan(20e6);
        }
        figures.forEach((name, both) -> assertThat(both[0])
                .as("%s of %s", name, figures.keySet())
                .isCloseTo(both[1], within(0.02 * Math.abs(both[1]) + MOVING.getOrDefault(name, 0.0))));
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    }

    private static boolean isAllowed(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
