package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import io.inferometer.agent.e2e.app.SdkServer;
import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.Jdks;
import io.inferometer.agent.it.RunningJvm;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Calls of the AWS SDK as stages of queued requests: of S3Proxy, a real S3 server, and of what answers as SNS and SQS do. */
class SdkStagesIT {

    private static final String SERVER = SdkServer.class.getName();
    private static final String LABELS = "{endpoint=\"sdk\",variant=\"AllTraffic\"";

    @TempDir
    private static Path directory;

    private static RunningJvm storage;
    private static URI storageAddress;
    private static HttpServer messages;

    @BeforeAll
    static void startServers() throws IOException, InterruptedException {
        int port = freePort();
        storageAddress = URI.create("http://127.0.0.1:" + port);
        Path properties = directory.resolve("s3proxy.conf");
        Files.write(
                properties,
                List.of(
                        "s3proxy.endpoint=" + storageAddress,
                        "s3proxy.authorization=aws-v4",
                        "s3proxy.identity=identity",
                        "s3proxy.credential=secret",
                        "jclouds.provider=filesystem-nio2",
                        "jclouds.filesystem.basedir=" + Files.createDirectory(directory.resolve("objects"))));
        storage = ForkedJvm.of(Jdks.all().findFirst().orElseThrow())
                .flags("-Xmx128m", "-XX:TieredStopAtLevel=1")
                .classPath(Path.of("target/s3proxy/s3proxy-jar-with-dependencies.jar"))
                .start("org.gaul.s3proxy.Main", "--properties", properties.toString());
        for (int i = 0; !answers(storageAddress); i++) {
            assertThat(i).as(storage.err()).isLessThan(300);
            Thread.sleep(100);
        }
        messages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        messages.createContext("/", exchange -> {
            boolean isQueue =
                    "AmazonSQS.SendMessage".equals(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
            exchange.getRequestBody().readAllBytes();
            byte[] answer = (isQueue
                            ? "{\"MessageId\":\"1\",\"MD5OfMessageBody\":\"\"}"
                            : "<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishResult>"
                                    + "<MessageId>1</MessageId></PublishResult></PublishResponse>")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", isQueue ? "application/x-amz-json-1.0" : "text/xml");
            exchange.sendResponseHeaders(200, answer.length);
            // Not the exchange, which would close a connection that a client is about to use again.
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(answer);
            }
        });
        messages.start();
    }

    @AfterAll
    static void stopServers() {
        if (storage != null) {
            storage.close();
        }
        if (messages != null) {
            messages.stop(0);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean answers(URI address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            return connection.getResponseCode() > 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The module's test classes and the SDK, as on the class path of this process. */
    private static Path[] classPath() {
        String own = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<Path> sdk = Stream.of(own.split(File.pathSeparator))
                .filter(entry -> entry.matches(".*(awssdk|netty|reactive-streams|httpc|commons-|slf4j-api).*\\.jar"))
                .map(Path::of)
                .toList();
        return TestJars.classPath(sdk);
    }

    @EachJdk
    void callsOfTheSdkAreStages(Jdk jdk) throws IOException, InterruptedException {
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                .classPath(classPath())
                .agent(
                        "endpoint.name=sdk",
                        "async.accept=" + SERVER + "#accept@id=arg0",
                        "async.process=" + SERVER + "#process@id=arg0",
                        "async.s3-buckets=payloads",
                        "nowhere")
                .start(
                        SdkServer.class,
                        storageAddress.toString(),
                        "http://127.0.0.1:" + messages.getAddress().getPort(),
                        "http://127.0.0.1:" + freePort(),
                        Files.createDirectory(directory.resolve(jdk.name().replaceAll("\\W", "-")))
                                .toString())) {
            Matcher done = jvm.awaitOut("done (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");
            double requests = Double.parseDouble(done.group(1));
            double succeeded = Double.parseDouble(done.group(2));
            Map<String, Double> expected = new TreeMap<>();
            expected.put("requests_total" + LABELS + ",outcome=\"success\"}", succeeded);
            expected.put("requests_total" + LABELS + ",outcome=\"failure\"}", requests - succeeded);
            expected.put("failures_total" + LABELS + ",stage=\"download\"}", 3.0);
            expected.put("failures_total" + LABELS + ",stage=\"upload\"}", 1.0);
            expected.put("failures_total" + LABELS + ",stage=\"notify\"}", 1.0);
            expected.put("download_seconds_count" + LABELS + "}", Double.valueOf(done.group(3)));
            expected.put("upload_seconds_count" + LABELS + "}", Double.valueOf(done.group(5)));
            expected.put("model_errors_total" + LABELS + ",class=\"4xx\"}", 0.0);
            expected.put("model_errors_total" + LABELS + ",class=\"5xx\"}", 0.0);
            expected.put("unmatched_total", 0.0);
            expected.put("late_total", 0.0);
            expected.put("tracked", 0.0);
            assertThat(jvm.metrics().awaitAsync(expected)).as(jvm.out()).isEqualTo(expected);
            Map<String, Double> samples = jvm.metrics().samples();
            assertThat(requests - succeeded).isEqualTo(4);
            assertThat(samples.get("inferometer_async_download_seconds_sum" + LABELS + "}"))
                    .isCloseTo(Double.parseDouble(done.group(4)) / 1e9, within(0.1));
            assertThat(samples.get("inferometer_async_upload_seconds_sum" + LABELS + "}"))
                    .isCloseTo(Double.parseDouble(done.group(6)) / 1e9, within(0.1));
            assertThat(jvm.finish().agentLines()).hasSize(1);
        }
    }
}
