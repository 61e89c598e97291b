package io.inferometer.exporter.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.exporter.awsclient.fixture.FakeService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the exporters and the SDK do to a JVM of their own. */
class FirstExportTest {

    @TempDir
    private Path directory;

    private FakeService service;
    private List<String> report;
    private List<String> loaded;

    @BeforeEach
    void run() throws IOException, InterruptedException {
        service = new FakeService();
        service.answerInKind();
        Path reported = directory.resolve("report");
        Path classes = directory.resolve("classes");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:disable",
                        "-Xlog:class+load:file=" + classes,
                        "-Daws.accessKeyId=AKIDEXAMPLE",
                        "-Daws.secretAccessKey=secret",
                        "-Daws.configFile=/nonexistent/config",
                        "-Daws.sharedCredentialsFile=/nonexistent/credentials",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        FirstExport.class.getName(),
                        service.url(),
                        reported.toString())
                .redirectOutput(directory.resolve("stdout").toFile())
                .redirectError(directory.resolve("stderr").toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("the JVM ends although no exporter was closed")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as(Files.readString(directory.resolve("stderr")))
                .isZero();
        report = Files.readAllLines(reported);
        loaded = Files.readAllLines(classes);
    }

    @AfterEach
    void stopService() {
        service.close();
    }

    @Test
    void theExportersDeliverAndLeaveTheJvmAsItWas() throws IOException {
        assertThat(report)
                .contains(
                        "export sagemaker-metrics Delivered[rejectedItems=0, reason=]",
                        "export sagemaker-edge Delivered[rejectedItems=0, reason=]",
                        "export cloudwatch Delivered[rejectedItems=0, reason=]",
                        "export cloudwatch-logs Delivered[rejectedItems=0, reason=]");
        assertThat(report).noneMatch(line -> line.startsWith("property "));
        assertThat(report)
                .filteredOn(line -> line.startsWith("daemon ") || line.startsWith("user "))
                .contains(
                        "daemon inferometer-aws-sagemaker-metrics",
                        "daemon inferometer-aws-sagemaker-edge",
                        "daemon inferometer-aws-cloudwatch",
                        "daemon inferometer-aws-cloudwatch-logs")
                .allMatch(line -> line.startsWith("daemon inferometer-"));
        assertThat(Files.readString(directory.resolve("stdout"))).isEmpty();
    }

    @Test
    void creatingThemLoadsNeitherTlsNorLogging() {
        assertThat(loaded).anyMatch(line -> line.contains("sun.security.ssl."));
        assertThat(loaded.stream().takeWhile(line -> !line.contains("FirstExport$Created")))
                .hasSizeLessThan(loaded.size())
                .noneMatch(line -> line.contains("sun.security.ssl.") || line.contains(" java.util.logging."));
    }

    @Test
    void noOtherHttpClientIsLoaded() {
        assertThat(loaded).anyMatch(line -> line.contains("io.inferometer.exporter.awsclient.http."));
        assertThat(loaded)
                .noneMatch(line -> Stream.of(
                                "awssdk.http.nio",
                                "awssdk.http.apache",
                                "awssdk.http.crt",
                                "awssdk.http.urlconnection",
                                "sun.net.www.protocol.http.HttpURLConnection",
                                " io.netty.",
                                " org.apache.")
                        .anyMatch(line::contains));
    }

    @Test
    void noOtherHttpClientIsThereToBeShipped() {
        for (String name : List.of(
                "software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient",
                "software.amazon.awssdk.http.apache.ApacheHttpClient",
                "software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient",
                "io.netty.channel.Channel",
                "org.apache.http.client.HttpClient")) {
            assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
        }
    }
}
