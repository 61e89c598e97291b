package io.inferometer.exporter.aws;

import com.sun.net.httpserver.HttpServer;
import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.aws.sagemakermetrics.SageMakerMetricsProvider;
import io.inferometer.exporter.awsclient.fixture.FakeService.Request;
import io.inferometer.exporter.awsclient.fixture.ServiceFixture;
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
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Files and a small server in the place of AWS's, where an exporter finds its credentials. */
abstract class CredentialsFixture extends ServiceFixture {

    static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    static final String TOKEN = "FwoGZXIvYXdzEXAMPLETOKENEXAMPLETOKENEXAMPLETOKEN";

    @TempDir
    Path directory;

    final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    HttpServer issuer;
    int issuerStatus = 200;
    String issued = "";
    UnaryOperator<String> issue = path -> issued;
    Exporter exporter;

    @BeforeEach
    void start() throws IOException {
        aws.clear("aws.accessKeyId");
        aws.clear("aws.secretAccessKey");
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            byte[] answer = issue.apply(exchange.getRequestURI().getPath()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(issuerStatus, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        issuer.start();
        context.with("sagemaker-metrics.trial-component", "my-trial");
    }

    @AfterEach
    void stop() {
        if (exporter != null) {
            exporter.close();
        }
        issuer.stop(0);
    }

    String issuerUrl() {
        return "http://127.0.0.1:" + issuer.getAddress().getPort();
    }

    Delivery export() {
        if (exporter == null) {
            exporter = new SageMakerMetricsProvider().create(context);
        }
        return exporter.export(Windows.window(1, Instant.now().toEpochMilli(), HostStats.NONE, Windows.models(1)));
    }

    String signer() {
        Request request = service.takeRequests().get(0);
        return request.headers().get("authorization").replaceFirst(".*Credential=([^/]+)/.*", "$1") + " "
                + request.headers().get("x-amz-security-token");
    }

    static String role(String key) {
        return "{\"Code\":\"Success\",\"AccessKeyId\":\"" + key + "\",\"SecretAccessKey\":\"" + SECRET
                + "\",\"Token\":\""
                + TOKEN + "\",\"Expiration\":\""
                + Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS) + "\"}";
    }

    Path keysFile(String key) throws IOException {
        return Files.writeString(
                directory.resolve("keys"),
                "[default]\naws_access_key_id=" + key + "\naws_secret_access_key=" + SECRET + "\n");
    }
}
