package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.inferometer.agent.e2e.app.ScoreCalls;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.Result;
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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** The role of a pod: the SDK finds the module that exchanges its token by name, in whatever loader it lives. */
class WebIdentityIT {

    private static final Credentials ISSUED = new Credentials(
            "ASIAWEBIDENTITY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYISSUEDKEYX", Optional.of("FwoGZXIvYXdzEXAMPLETOKEN"));

    @TempDir
    Path directory;

    @OneJdk
    void itsTokenIsExchangedForWhatSigns(Jdk jdk) throws IOException {
        try (Receiver receiver = Receiver.start(ReceiverOptions.defaults().withCredentials(ISSUED))) {
            Result result = run(ForkedJvm.of(jdk), receiver);
            assertThat(result.errLines()).as(result.err()).hasSize(1);
            assertThat(Exported.toMetrics(receiver.received(), "annotation/scorer"))
                    .isEqualTo(new Exported(1000, 100, 20));
            assertThat(Exported.toEdge(receiver.received(), "annotation-scorer").calls())
                    .isEqualTo(1000);
        }
    }

    /** Of all that is sent and received only the answer of this service is XML. */
    @OneJdk
    void withoutTheModuleThatReadsTheAnswerTheExportersAreOffAndSayWhy(Jdk jdk) throws IOException {
        String modules = "java.base,java.instrument,java.management,jdk.management,jdk.crypto.ec";
        try (Receiver receiver = Receiver.start(ReceiverOptions.defaults().withCredentials(ISSUED))) {
            Result result = run(ForkedJvm.of(jdk).flags("--limit-modules", modules), receiver);
            for (String exporter : List.of("sagemaker-metrics", "sagemaker-edge")) {
                assertThat(result.errLines())
                        .filteredOn(line -> line.contains("exporter " + exporter))
                        .singleElement()
                        .asString()
                        .endsWith("exporter " + exporter
                                + " is off: this JVM runs without the module java.xml: add it with"
                                + " --add-modules java.xml, of jlink for a runtime image, else of java");
            }
            assertThat(result.errLines()).as(result.err()).hasSize(3);
        }
    }

    private Result run(ForkedJvm jvm, Receiver receiver) throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "the-web-token");
        HttpServer sts = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sts.createContext("/", exchange -> {
            String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] answer = answer().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(asked.contains("WebIdentityToken=the-web-token") ? 200 : 403, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        sts.start();
        try {
            Result result = AwsSettings.unsigned(jvm)
                    .environment("AWS_REGION", "us-east-1")
                    .environment("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString())
                    .environment("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/metrics")
                    .environment(
                            "AWS_ENDPOINT_URL_STS",
                            "http://127.0.0.1:" + sts.getAddress().getPort())
                    .agentWithExactly(AwsSettings.options(
                            receiver.address(), "exporters=sagemaker-metrics,sagemaker-edge", "shutdown.timeout=20s"))
                    .run(ScoreCalls.class, "1", "1000");
            assertThat(result.exitCode()).as(result.err()).isZero();
            return result;
        } finally {
            sts.stop(0);
        }
    }

    private static String answer() {
        return "<AssumeRoleWithWebIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                + "<AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>" + ISSUED.accessKey()
                + "</AccessKeyId><SecretAccessKey>" + ISSUED.secretKey() + "</SecretAccessKey><SessionToken>"
                + ISSUED.sessionToken().orElseThrow() + "</SessionToken><Expiration>"
                + Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS)
                + "</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>";
    }
}
