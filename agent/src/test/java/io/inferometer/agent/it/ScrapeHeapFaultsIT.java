package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.app.FullHeap;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;

/**
 * Six scrapers at once of a thousand models, and then six pages, in a heap of 32 MiB whose rest the application has filled: all get
 * all, and neither the application nor the JVM runs out of memory.
 */
class ScrapeHeapFaultsIT {

    private static final int MODELS = 1_000;
    private static final int SCRAPERS = 6;
    private static final int ROUNDS = 5;

    /** Of which the agent takes some 3 MiB in its first seconds, scrapes what they need, and the application the rest. */
    private static final int FREE_BYTES = 9 << 20;

    @TempDir
    Path directory;

    @OneJdk
    void scrapesNeedLittleOfAFullHeap(Jdk jdk) throws Exception {
        compile();
        Path options = directory.resolve("options.properties");
        StringBuilder methods = new StringBuilder("methods=");
        for (int i = 0; i < MODELS; i++) {
            methods.append(i == 0 ? "" : ",").append("many.Models#m" + i + "@some-quite-long-model-name-v2-" + i);
        }
        Files.writeString(options, methods + "\nexporters=http\nhttp.port=0\n");
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                .agentWithExactly(options.toString())
                .flags("-Xmx32m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError")
                .classPath(Path.of("target/test-classes").toAbsolutePath(), directory)
                .timeout(Duration.ofSeconds(180))
                .start(FullHeap.class, "many.Models", Integer.toString(FREE_BYTES))) {
            jvm.awaitOut("^full$");
            URI address = jvm.metrics().address();
            for (int round = 0; round < ROUNDS; round++) {
                for (String answer : answers(address, "/metrics")) {
                    assertComplete(answer, "inferometer_inference_duration_seconds_count", "outcome=\"success\"");
                }
                for (String answer : answers(address, "/api/snapshot")) {
                    assertComplete(answer.replace("{\"library\"", "\n{\"library\""), "{\"library\"", "\"total\"");
                }
            }
            jvm.send("enough");
            Result result = jvm.finish();
            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.out()).contains("failed 0 of ");
            assertThat(result.err()).doesNotContain("OutOfMemoryError");
        }
    }

    /** A line for each model, but for few where a chunk of the answer begins. */
    private static void assertComplete(String answer, String start, String content) {
        assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("\r\n0\r\n\r\n");
        assertThat(answer.lines().filter(line -> line.startsWith(start) && line.contains(content)))
                .hasSizeGreaterThan(MODELS * 9 / 10);
    }

    /** All at once. */
    private static List<String> answers(URI address, String path) {
        List<CompletableFuture<String>> answers = IntStream.range(0, SCRAPERS)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> get(address, path)))
                .toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private static String get(URI address, String path) {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A class with a method for each model. */
    private void compile() throws IOException {
        StringBuilder source = new StringBuilder("package many;\npublic class Models implements Runnable {\n");
        StringBuilder calls = new StringBuilder();
        for (int i = 0; i < MODELS; i++) {
            source.append("  void m").append(i).append("() {}\n");
            calls.append("    m").append(i).append("();\n");
        }
        source.append("  public void run() {\n").append(calls).append("  }\n}\n");
        Path file = Files.createDirectories(directory.resolve("many")).resolve("Models.java");
        Files.writeString(file, source);
        int failures = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "--release", "17", "-d", directory.toString(), file.toString());
        assertThat(failures).isZero();
    }
}
