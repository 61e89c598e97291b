package io.inferometer.exporter.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.awsclient.fixture.FakeService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What exporters cost in a JVM of their own. On two cores of an AMD EPYC with Java 17 a window of 100 models with 1,000 calls
 * each took 77 ms of CPU time ({@code cloudwatch}) and 21 ms ({@code cloudwatch-logs}), one of 1,000 such models in 801
 * requests 100 ms ({@code sagemaker-metrics}; 298 ms with the SDK's client).
 */
class ExportCostTest {

    @TempDir
    private Path directory;

    /** 3 % of a core at a window of ten seconds. */
    @ParameterizedTest
    @ValueSource(strings = {"cloudwatch", "cloudwatch-logs"})
    void aWindowOfAHundredModelsTakesLittleTime(String exporter) throws IOException, InterruptedException {
        assertThat(leastMillis(exporter, 100, 12, "-Xmx256m")).isLessThan(300);
    }

    /** 2 % of a core at a window of ten seconds. */
    @Test
    void aThousandModelsAreSentAsItemsInLittleTime() throws IOException, InterruptedException {
        assertThat(leastMillis("sagemaker-metrics", 1000, 30, "-Xmx256m")).isLessThanOrEqualTo(200);
    }

    /** The heap holds the whole program: the window and the SDK too. */
    @ParameterizedTest
    @ValueSource(strings = {"cloudwatch", "cloudwatch-logs", "sagemaker-metrics"})
    void aThousandModelsFitIntoAHeapOf32MiB(String exporter) throws IOException, InterruptedException {
        leastMillis(exporter, 1000, 3, "-Xmx32m");
    }

    private long leastMillis(String exporter, int models, int exports, String heap)
            throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        try (FakeService service = new FakeService()) {
            service.answerInKind();
            service.forget();
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            heap,
                            "-XX:+UseSerialGC",
                            "-Daws.accessKeyId=AKIDEXAMPLE",
                            "-Daws.secretAccessKey=secret",
                            "-Daws.configFile=/nonexistent/config",
                            "-Daws.sharedCredentialsFile=/nonexistent/credentials",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            ExportCost.class.getName(),
                            service.url(),
                            exporter,
                            Integer.toString(models),
                            Integer.toString(exports)))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            try {
                assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            } finally {
                process.destroyForcibly();
            }
            assertThat(process.exitValue()).as(Files.readString(err)).isZero();
            return Long.parseLong(Files.readString(out).strip());
        }
    }
}
