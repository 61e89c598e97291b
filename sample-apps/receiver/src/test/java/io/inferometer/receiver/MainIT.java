package io.inferometer.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The jar that is shipped, in a JVM of its own. */
class MainIT {
    @Test
    void itSaysWhereItListensAndServesUntilItIsEnded() throws Exception {
        Process process = start("--port", "0");
        try {
            String line = process.inputReader(StandardCharsets.UTF_8).readLine();
            assertThat(line).matches("receiver listens on http://127\\.0\\.0\\.1:\\d+");
            URI address = URI.create(line.substring(line.indexOf("http")) + "/healthz");
            assertThat(HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                            .body())
                    .isEqualTo("{\"status\":\"ok\"}");
            // The handle's method leaves the streams open, the process's own closes them.
            process.toHandle().destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isNull();
            assertThat(process.errorReader(StandardCharsets.UTF_8).readLine()).isNull();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void helpIsAPageOnStandardOutput() throws Exception {
        Process process = ended("--help");
        assertThat(process.exitValue()).isZero();
        assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).startsWith("Usage: java -jar receiver.jar");
    }

    @Test
    void wrongUsageIsOneLineAndStatusTwo() throws Exception {
        Process process = ended("--prot", "0");
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(process.errorReader(StandardCharsets.UTF_8).lines())
                .containsExactly("receiver: unknown option --prot; --help lists them all");
    }

    @Test
    void aTakenPortIsOneLineAndStatusOne() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = ended("--port", Integer.toString(taken.getLocalPort()));
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(process.errorReader(StandardCharsets.UTF_8).lines())
                    .singleElement()
                    .asString()
                    .startsWith("receiver: cannot listen on loopback port " + taken.getLocalPort());
        }
    }

    private static Process ended(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process;
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-jar", Path.of("target", "receiver.jar").toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }
}
