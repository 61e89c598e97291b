package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;

/** A server of Spring Boot that is told to end under load, and drains: what it calls until the last request is through is delivered. */
class SpringDrainIT {

    private static final int REQUESTS = 4;

    @TempDir
    Path directory;

    @OneJdk
    void callsOfRequestsThatTheEndWaitsForAreDelivered(Jdk jdk) throws IOException, InterruptedException {
        drain(jdk, "spring-boot-3");
        drain(jdk, "spring-boot-4");
    }

    private void drain(Jdk jdk, String version) throws IOException, InterruptedException {
        List<Path> classPath = new ArrayList<>(TestJars.jars(Path.of("target", version)));
        classPath.add(
                0,
                TestJars.compile(
                        directory.resolve(version),
                        Map.of("application/DrainedServer.java", TestJars.source("DrainedServer.java")),
                        "--class-path",
                        classPath));
        Path windows = directory.resolve(version + "-" + jdk.feature() + ".jsonl");
        Result result;
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                .agent(
                        "exporters=http,file",
                        "file.path=" + windows,
                        "methods=application.DrainedServer#score@score",
                        "shutdown.timeout=10s")
                .flags("-Dmillis=4000")
                .classPath(classPath.toArray(new Path[0]))
                .start("application.DrainedServer", "--server.port=0", "--server.shutdown=graceful")) {
            URI server = URI.create(
                    "http://127.0.0.1:" + jvm.awaitOut("serves at (\\d+)").group(1) + "/embed");
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                Thread client = new Thread(() -> get(server));
                client.start();
                clients.add(client);
            }
            long begun = System.nanoTime();
            while (jvm.metrics().calls() < 100 && System.nanoTime() - begun < 20_000_000_000L) {
                LockSupport.parkNanos(50_000_000);
            }
            ProcessHandle.of(jvm.pid()).orElseThrow().destroy();
            result = jvm.awaitEnd();
            for (Thread client : clients) {
                client.join();
            }
        }
        long made = Long.parseLong(result.out().replaceAll("(?s).*made (\\d+).*", "$1"));
        assertThat(made).isGreaterThan(1_000);
        assertThat(Exported.toFile(windows, "config", "score").calls())
                .as(version + " " + jdk)
                .isEqualTo(made);
    }

    private static void get(URI address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
