package io.inferometer.exporter.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.aws.sagemakeredge.SageMakerEdgeProvider;
import io.inferometer.exporter.aws.sagemakermetrics.SageMakerMetricsProvider;
import io.inferometer.exporter.awsclient.fixture.AwsEnvironment;
import io.inferometer.exporter.awsclient.fixture.FakeContext;
import io.inferometer.exporter.awsclient.fixture.FakeService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which host is called and by which way, as a proxy on loopback sees it. */
class WayToAwsTest {

    @RegisterExtension
    private final AwsEnvironment aws = new AwsEnvironment();

    private final FakeContext context = new FakeContext()
            .with("aws.region", "us-east-1")
            .with("sagemaker-metrics.trial-component", "my-trial")
            .with("sagemaker-edge.device-fleet-name", "fleet")
            .with("sagemaker-edge.interval", "PT60S");

    private final LinkedBlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private ServerSocket proxy;

    @BeforeEach
    void start() throws IOException {
        proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::refuse, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
    }

    /** Writes down the first line of every connection and refuses it. */
    private void refuse() {
        while (!proxy.isClosed()) {
            try (Socket socket = proxy.accept()) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
                asked.add(in.readLine());
                socket.getOutputStream()
                        .write("HTTP/1.1 502 Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException closed) {
                asked.add("closed");
            }
        }
    }

    private void useProxy(String scheme) {
        aws.set(scheme + ".proxyHost", "127.0.0.1");
        aws.set(scheme + ".proxyPort", Integer.toString(proxy.getLocalPort()));
    }

    private void export(Exporter exporter) {
        try (exporter) {
            assertThat(exporter.export(
                            Windows.window(1, Instant.now().toEpochMilli(), HostStats.NONE, Windows.models(1))))
                    .isInstanceOf(Delivery.RetryLater.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "false, metrics.sagemaker.us-east-1.amazonaws.com, edge.sagemaker.us-east-1.amazonaws.com",
        "true, metrics-fips.sagemaker.us-east-1.amazonaws.com, edge.sagemaker-fips.us-east-1.amazonaws.com",
    })
    void httpsGoesToAwsByTheProxyForHttps(String fips, String metrics, String edge) {
        useProxy("https");
        aws.set("aws.useFipsEndpoint", fips);

        export(new SageMakerMetricsProvider().create(context));
        export(new SageMakerEdgeProvider().create(context));

        assertThat(asked).containsExactly("CONNECT " + metrics + ":443 HTTP/1.1", "CONNECT " + edge + ":443 HTTP/1.1");
    }

    @Test
    void dualStackHasAHostOfItsOwn() {
        useProxy("https");
        aws.set("aws.useDualstackEndpoint", "true");
        export(new SageMakerMetricsProvider().create(context));
        assertThat(asked).containsExactly("CONNECT metrics.sagemaker.us-east-1.api.aws:443 HTTP/1.1");
    }

    @Test
    void anEndpointOfOnesOwnIsTakenAsItIs() {
        useProxy("http");
        aws.set("aws.useFipsEndpoint", "true");
        aws.set("aws.useDualstackEndpoint", "true");
        context.with("aws.endpoint", "http://receiver.example:8080");
        export(new SageMakerMetricsProvider().create(context));
        assertThat(asked).containsExactly("PUT http://receiver.example:8080/BatchPutMetrics HTTP/1.1");
    }

    @Test
    void theProxyForHttpIsNotUsedForHttps() {
        useProxy("http");
        useProxy("https");
        aws.set("http.proxyPort", "1");
        export(new SageMakerMetricsProvider().create(context));
        assertThat(asked).hasSize(1);
    }

    @Test
    void theEnvironmentNamesAProxyToo(@TempDir Path directory) throws IOException, InterruptedException {
        ProcessBuilder jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Daws.accessKeyId=AKIDEXAMPLE",
                        "-Daws.secretAccessKey=secret",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        FirstExport.class.getName(),
                        "https://receiver.example",
                        directory.resolve("report").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile());
        jvm.environment().put("HTTPS_PROXY", "http://127.0.0.1:" + proxy.getLocalPort());
        Process process = jvm.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as(Files.readString(directory.resolve("output")))
                .isZero();
        assertThat(asked).isNotEmpty().containsOnly("CONNECT receiver.example:443 HTTP/1.1");
    }

    @Test
    void hostsAreExemptAsTheJdkSays() throws IOException {
        useProxy("http");
        aws.set("http.nonProxyHosts", "*.example|127.0.0.1");
        try (FakeService service = new FakeService()) {
            context.with("aws.endpoint", service.url());
            try (Exporter exporter = new SageMakerMetricsProvider().create(context)) {
                assertThat(exporter.export(
                                Windows.window(1, Instant.now().toEpochMilli(), HostStats.NONE, Windows.models(1))))
                        .isEqualTo(Delivery.delivered());
            }
        }
        assertThat(asked).isEmpty();
    }
}
