package io.inferometer.exporter.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.aws.cloudwatch.CloudWatchProvider;
import io.inferometer.exporter.awsclient.fixture.FakeContext;
import io.inferometer.exporter.awsclient.fixture.FakeService;
import io.inferometer.exporter.awsclient.fixture.ServiceFixture;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CacheRequest;
import java.net.CacheResponse;
import java.net.CookieHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an application sets for its own HTTP has no part in requests to the service, to STS, to instance and container. */
@Tag("safety")
class SharedStateFaultsTest extends ServiceFixture {

    private final List<String> entered = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CookieHandler cookies = CookieHandler.getDefault();
    private final ResponseCache cache = ResponseCache.getDefault();
    private final ProxySelector proxies = ProxySelector.getDefault();
    private final Authenticator authenticator = Authenticator.getDefault();
    private HttpServer issuer;

    @BeforeEach
    void start() throws IOException {
        aws.clear("aws.accessKeyId");
        aws.clear("aws.secretAccessKey");
        service.answer(request -> FakeService.Answer.XML.with("Set-Cookie", "lb=1; Path=/"));
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath() + " "
                    + exchange.getRequestHeaders().getFirst("Cookie"));
            exchange.getRequestBody().readAllBytes();
            byte[] answer = answer(exchange.getRequestURI().getPath()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Set-Cookie", "issuer=1; Path=/");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        issuer.start();
        CookieHandler.setDefault(new Cookies());
        ResponseCache.setDefault(new Cache());
        ProxySelector.setDefault(new Proxies());
        Authenticator.setDefault(new Passwords());
    }

    @AfterEach
    void stop() {
        CookieHandler.setDefault(cookies);
        ResponseCache.setDefault(cache);
        ProxySelector.setDefault(proxies);
        Authenticator.setDefault(authenticator);
        issuer.stop(0);
    }

    private String issuerUrl() {
        return "http://127.0.0.1:" + issuer.getAddress().getPort();
    }

    private static String answer(String path) {
        String expiry = Instant.now()
                .plus(Duration.ofHours(1))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        if (path.equals("/sts/")) {
            return "<AssumeRoleWithWebIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                    + "<AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s"
                    + "</SecretAccessKey><SessionToken>t</SessionToken><Expiration>" + expiry
                    + "</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>";
        }
        if (path.endsWith("/the-role")) {
            return "{\"Code\":\"Success\",\"AccessKeyId\":\"ASIA\",\"SecretAccessKey\":\"s\",\"Token\":\"t\","
                    + "\"Expiration\":\"" + expiry + "\"}";
        }
        return path.contains("security-credentials") ? "the-role" : "the-token";
    }

    private void assertApart() {
        FakeContext context = new FakeContext()
                .with("aws.region", "eu-central-1")
                .with("aws.endpoint", service.url())
                .with("cloudwatch.namespace", "Inferometer");
        try (Exporter exporter = new CloudWatchProvider().create(context)) {
            for (int i = 1; i <= 2; i++) {
                assertThat(exporter.export(
                                Windows.window(i, Instant.now().toEpochMilli(), HostStats.NONE, Windows.models(1))))
                        .isEqualTo(Delivery.delivered());
            }
        }
        assertThat(service.takeRequests())
                .hasSize(2)
                .noneMatch(request -> request.headers().containsKey("cookie"));
        assertThat(asked).isNotEmpty().allMatch(request -> request.endsWith(" null"));
        assertThat(entered).isEmpty();
    }

    @Test
    void theRoleOfAContainer() {
        aws.set("aws.containerCredentialsFullUri", issuerUrl() + "/the-role");
        assertApart();
    }

    @Test
    void theRoleOfAnInstance() {
        aws.set("aws.disableEc2Metadata", "false");
        aws.set("aws.ec2MetadataServiceEndpoint", issuerUrl());
        assertApart();
    }

    @Test
    void aWebIdentity() {
        aws.set("aws.webIdentityTokenFile", "pom.xml");
        aws.set("aws.roleArn", "arn:aws:iam::123456789012:role/metrics");
        aws.set("aws.endpointUrlSts", issuerUrl() + "/sts");
        aws.set("aws.useFipsEndpoint", "true");
        aws.set("aws.region", "eu-central-1");
        assertApart();
    }

    private final class Cookies extends CookieHandler {

        @Override
        public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
            entered.add("cookies for " + uri);
            return Map.of("Cookie", List.of("session=secret"));
        }

        @Override
        public void put(URI uri, Map<String, List<String>> headers) {
            entered.add("cookies from " + uri);
        }
    }

    private final class Cache extends ResponseCache {

        @Override
        public CacheResponse get(URI uri, String method, Map<String, List<String>> headers) {
            entered.add("cache for " + uri);
            return null;
        }

        @Override
        public CacheRequest put(URI uri, URLConnection connection) {
            entered.add("cache from " + uri);
            return null;
        }
    }

    private final class Proxies extends ProxySelector {

        @Override
        public List<Proxy> select(URI uri) {
            entered.add("proxies for " + uri);
            return List.of(Proxy.NO_PROXY);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            entered.add("failure of " + uri);
        }
    }

    private final class Passwords extends Authenticator {

        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            entered.add("password for " + getRequestingHost());
            return null;
        }
    }
}
