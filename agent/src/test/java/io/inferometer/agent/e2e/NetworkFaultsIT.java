package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.inferometer.agent.e2e.app.ProcessWideHttp;
import io.inferometer.agent.e2e.app.ScoreCalls;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import io.inferometer.receiver.Receiver;
import io.inferometer.receiver.ReceiverOptions;
import io.inferometer.receiver.sigv4.Credentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * The way to AWS's own hosts: a proxy that wants a password, TLS, and a receiver that verifies signatures. The proxy and the
 * agent share no network but loopback, so what arrives came that way.
 */
@Tag("safety")
class NetworkFaultsIT {

    private static final String USER_INFO = "me:p@ss/w%rd";
    private static final String IN_A_URL = "me:p%40ss%2Fw%25rd";
    private static final Credentials ISSUED = new Credentials(
            "ASIAWEBIDENTITY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYISSUEDKEYX", Optional.of("FwoGZXIvYXdzEXAMPLETOKEN"));
    private static final Map<String, String> MODEL =
            Map.of("EndpointName", "scores", "VariantName", "AllTraffic", "ModelName", "annotation/scorer");

    @TempDir
    static Path shared;

    @TempDir
    Path directory;

    private Path keys;
    private Receiver receiver;
    private TlsFront aws;
    private ConnectProxy proxy;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        keys = TlsFront.keyStore(shared);
        receiver = Receiver.start(ReceiverOptions.defaults());
        aws = new TlsFront(keys, receiver.address().getPort());
        proxy = new ConnectProxy(ConnectProxy.plain(), USER_INFO, aws.port());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        aws.close();
        receiver.close();
    }

    /** An application that sets everything that a JVM has to set for HTTP. */
    private ForkedJvm jvm(Jdk jdk, String... options) {
        List<String> all = new ArrayList<>(List.of(
                "exporters=cloudwatch",
                "interval=1s",
                "endpoint.name=scores",
                "shutdown.timeout=30s",
                "spool.directory=" + directory));
        all.addAll(List.of(options));
        return AwsSettings.unsigned(ForkedJvm.of(jdk))
                .environment("AWS_REGION", "us-east-1")
                .flags(TlsFront.trust(keys))
                .agentWithExactly(String.join(",", all));
    }

    private static void assertUntouched(Result result) {
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).doesNotContain("ENTERED").endsWith("cookies 1\n");
        assertThat(result.errLines()).as(result.err()).allMatch(line -> line.contains(" INFO inferometer "));
    }

    private double invocations() {
        return receiver.received().metricData().sum("Inferometer", "Invocations", MODEL);
    }

    @OneJdk
    void aProxyIsToldItsPasswordAndNobodyElse(Jdk jdk) {
        Result result = AwsSettings.signed(jvm(jdk))
                .environment("HTTPS_PROXY", "http://" + IN_A_URL + "@127.0.0.1:" + proxy.port())
                .environment("AWS_PROFILE", "")
                .environment("AWS_ENDPOINT_URL", "")
                .environment("AWS_USE_FIPS_ENDPOINT", "")
                .environment("AWS_DEFAULTS_MODE", "")
                .environment("AWS_RETRY_MODE", "")
                .environment("AWS_SESSION_TOKEN", "")
                .run(ProcessWideHttp.class, "1", "1000");

        assertUntouched(result);
        assertThat(invocations()).isEqualTo(1000);
        assertThat(proxy.tunnels()).isNotEmpty().containsOnly("CONNECT monitoring.us-east-1.amazonaws.com:443");
    }

    @OneJdk
    void aProxyMaySpeakTlsItself(Jdk jdk) throws IOException {
        try (ConnectProxy secure = new ConnectProxy(TlsFront.serverSocket(keys), USER_INFO, aws.port())) {
            Result result = AwsSettings.signed(jvm(jdk))
                    .environment("https_proxy", "https://" + IN_A_URL + "@localhost:" + secure.port())
                    .run(ProcessWideHttp.class, "1", "1000");

            assertUntouched(result);
            assertThat(invocations()).isEqualTo(1000);
            assertThat(secure.tunnels()).isNotEmpty();
        }
    }

    @OneJdk
    void aWrongPasswordIsNamedAndNotShown(Jdk jdk) {
        Result result = AwsSettings.signed(jvm(jdk, "shutdown.timeout=15s"))
                .environment("ALL_PROXY", "me:hunter2@127.0.0.1:" + proxy.port())
                .run(ScoreCalls.class, "1", "1000");

        assertThat(result.err())
                .contains("the proxy http://127.0.0.1:" + proxy.port()
                        + " (ALL_PROXY) answered HTTP 407: it refuses user and password, check both in ALL_PROXY, ahead of the"
                        + " host")
                .doesNotContain("hunter2");
        assertThat(proxy.tunnels()).isEmpty();
    }

    /** The exchange of a token goes the same way as what it is for. */
    @OneJdk
    void aWebIdentityIsExchangedThroughTheProxy(Jdk jdk) throws IOException {
        HttpServer sts = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        List<String> asked = new CopyOnWriteArrayList<>();
        sts.createContext("/", exchange -> {
            asked.add(exchange.getRequestHeaders().getFirst("Host") + " "
                    + exchange.getRequestHeaders().getFirst("Cookie") + " "
                    + exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
            exchange.getRequestBody().readAllBytes();
            byte[] answer = issued().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        sts.start();
        try (Receiver strict = Receiver.start(ReceiverOptions.defaults().withCredentials(ISSUED));
                TlsFront issuer = new TlsFront(keys, sts.getAddress().getPort());
                ConnectProxy toIssuer = new ConnectProxy(ConnectProxy.plain(), USER_INFO, issuer.port())) {
            Result result = jvm(jdk, "aws.endpoint=" + strict.address())
                    .environment("HTTPS_PROXY", "http://" + IN_A_URL + "@127.0.0.1:" + toIssuer.port())
                    .environment(
                            "AWS_WEB_IDENTITY_TOKEN_FILE",
                            Files.writeString(directory.resolve("token"), "t").toString())
                    .environment("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/metrics")
                    .run(ProcessWideHttp.class, "1", "1000");

            assertUntouched(result);
            assertThat(asked).containsExactly("sts.us-east-1.amazonaws.com null null");
            assertThat(toIssuer.tunnels()).containsExactly("CONNECT sts.us-east-1.amazonaws.com:443");
            assertThat(strict.received().metricData().sum("Inferometer", "Invocations", MODEL))
                    .isEqualTo(1000);
        } finally {
            sts.stop(0);
        }
    }

    /** What the old secret signs is refused like what has expired. */
    @OneJdk
    void rewrittenKeysAreReadAgain(Jdk jdk) throws IOException, InterruptedException {
        Credentials known = ReceiverOptions.EXAMPLE_CREDENTIALS;
        String profile = "[default]\naws_access_key_id=" + known.accessKey() + "\naws_secret_access_key=";
        Path file = Files.writeString(directory.resolve("keys"), profile + "old\n");
        try (RunningJvm jvm = jvm(jdk, "aws.endpoint=" + receiver.address())
                .environment("AWS_SHARED_CREDENTIALS_FILE", file.toString())
                .timeout(Duration.ofMinutes(3))
                .start(ScoreCalls.class, "1", "1000")) {
            jvm.awaitErr("exporter cloudwatch: HTTP 40");
            Files.writeString(file, profile + known.secretKey() + "\n");
            long deadline = System.nanoTime() + Duration.ofSeconds(100).toNanos();
            while (invocations() < 1000 && System.nanoTime() < deadline) {
                Thread.sleep(100);
            }
            assertThat(invocations()).isEqualTo(1000);
            assertThat(jvm.finish().exitCode()).isZero();
        }
    }

    /** Whatever a wrong endpoint stands for, it is not AWS, and not in plain text by the way of the proxy. */
    @OneJdk
    void aWrongEndpointSendsNothing(Jdk jdk) {
        for (String endpoint : List.of("127.0.0.1:4566", "http://local_stack:4566", "nonsense")) {
            Result byOption = offBy(jvm(jdk, "aws.endpoint=" + endpoint));
            assertThat(byOption.err())
                    .contains("aws.endpoint=" + endpoint + " cannot be used: set it to a URL such as");
            Result byVariable = offBy(jvm(jdk).environment("AWS_ENDPOINT_URL_CLOUDWATCH", endpoint));
            assertThat(byVariable.err())
                    .contains(
                            "exporter cloudwatch is off: AWS_ENDPOINT_URL_CLOUDWATCH=" + endpoint + " cannot be used");
        }
        assertThat(proxy.tunnels()).isEmpty();
        assertThat(invocations()).isZero();
    }

    private Result offBy(ForkedJvm jvm) {
        Result result = AwsSettings.signed(jvm)
                .environment("HTTPS_PROXY", "http://" + IN_A_URL + "@127.0.0.1:" + proxy.port())
                .run(ScoreCalls.class, "1", "10");
        assertThat(result.exitCode()).isZero();
        return result;
    }

    private static String issued() {
        return "<AssumeRoleWithWebIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                + "<AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>" + ISSUED.accessKey()
                + "</AccessKeyId><SecretAccessKey>" + ISSUED.secretKey() + "</SecretAccessKey><SessionToken>"
                + ISSUED.sessionToken().orElseThrow() + "</SessionToken><Expiration>"
                + Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS)
                + "</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>";
    }
}
