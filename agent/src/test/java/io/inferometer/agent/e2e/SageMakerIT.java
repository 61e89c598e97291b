package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.e2e.app.ReportedValues;
import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.Metrics;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import io.inferometer.metrics.InferometerMetrics;
import io.inferometer.receiver.Receiver;
import io.inferometer.receiver.ReceiverOptions;
import io.inferometer.receiver.edge.DeploymentModel;
import io.inferometer.receiver.edge.DeploymentResult;
import io.inferometer.receiver.edge.Heartbeat;
import io.inferometer.receiver.sagemaker.MetricItem;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What only the SageMaker exporters tell: values that the application reports, and which models came and went. */
class SageMakerIT {

    private static final int STEPS = 25;

    private Receiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = Receiver.start(ReceiverOptions.defaults());
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private static ForkedJvm application(Jdk jdk) {
        try {
            Path annotations = Path.of(InferometerMetrics.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return ForkedJvm.of(jdk).classPath(Path.of("target/test-classes"), annotations);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @EachJdk
    void withoutTheAgentReportingAValueDoesNothing(Jdk jdk) {
        Result result = application(jdk).run(ReportedValues.class, Integer.toString(STEPS));
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo("reported\n");
        assertThat(result.err()).isEmpty();
    }

    @EachJdk
    void withTheAgentEveryValueArrivesUnderItsOwnStep(Jdk jdk) {
        try (RunningJvm jvm = AwsSettings.signed(application(jdk))
                .agentWithExactly(AwsSettings.options(
                        receiver.address(), "exporters=http,sagemaker-metrics", "http.port=0", "shutdown.timeout=20s"))
                .start(ReportedValues.class, Integer.toString(STEPS))) {
            jvm.awaitOut("reported");
            assertThat(jvm.metrics().samples())
                    .containsEntry("inferometer_custom_values_total{result=\"recorded\"}", (double) STEPS)
                    .containsEntry("inferometer_custom_values_total{result=\"bad_name\"}", 1.0)
                    .containsEntry("inferometer_custom_values_total{result=\"not_finite\"}", 1.0);
            jvm.awaitErr(
                    "values reported with InferometerMetrics.put were ignored, so far 1 not finite, 1 without a name");
            Result result = jvm.finish();
            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.out()).isEqualTo("reported\n");
        }
        List<MetricItem> losses = receiver.received().latestItems().stream()
                .filter(item -> item.metricName().equals("loss"))
                .toList();
        assertThat(losses).hasSize(STEPS);
        for (int step = 0; step < STEPS; step++) {
            assertThat(losses.get(step).step()).isEqualTo(step);
            assertThat(losses.get(step).value()).isEqualTo(1.0 / (1 + step));
        }
        assertThat(receiver.received().latestItems())
                .noneMatch(item -> item.metricName().equals("accuracy"));
    }

    /** In a JVM whose log holds everything, and whose signatures are refused: keys and tokens stay out of all that is shown. */
    @EachJdk
    void noSecretIsShownAnywhere(Jdk jdk, @TempDir Path directory) throws IOException {
        String secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYSECRETKEYX";
        String token = "FwoGZXIvYXdzEXAMPLETOKENEXAMPLETOKENEXAMPLETOKEN";
        Path file = directory.resolve("windows.jsonl");
        Result result;
        String pages;
        try (RunningJvm jvm = AwsSettings.signed(application(jdk))
                .environment("AWS_SECRET_ACCESS_KEY", secret)
                .environment("AWS_SESSION_TOKEN", token)
                .agentWithExactly(AwsSettings.options(
                        receiver.address(),
                        "exporters=http,sagemaker-metrics,sagemaker-edge,file",
                        "http.port=0",
                        "log.level=debug",
                        "file.path=" + file))
                .start(ReportedValues.class, "1")) {
            Metrics metrics = jvm.metrics();
            jvm.awaitErr("exporter sagemaker-metrics: HTTP 403");
            jvm.awaitErr("exporter sagemaker-edge: HTTP 403");
            pages = metrics.get("") + metrics.get("metrics") + metrics.get("api/snapshot");
            result = jvm.finish();
        }
        String all = pages + result.out() + result.err() + Files.readString(file);
        assertThat(pages).contains("sagemaker-metrics");
        assertThat(all).doesNotContain(secret, token, ReceiverOptions.EXAMPLE_CREDENTIALS.accessKey());
    }

    @EachJdk
    void heartbeatsTellWhichModelsCame(Jdk jdk, @TempDir Path directory) throws IOException {
        OnnxRun run = new OnnxRun(receiver, directory);
        try (RunningJvm jvm = run.start(jdk, 1, 1_000, "return")) {
            Result result = jvm.awaitEnd();
            assertThat(result.exitCode()).as(result.err()).isZero();
        }
        List<DeploymentResult> results = run.received().latestHeartbeats().stream()
                .map(Heartbeat::deploymentResult)
                .filter(Objects::nonNull)
                .toList();
        assertThat(results).isNotEmpty().allSatisfy(result -> {
            assertThat(result.deploymentStatus()).isEqualTo("SUCCESS");
            assertThat(result.deploymentStartTime()).isLessThanOrEqualTo(result.deploymentEndTime());
        });
        assertThat(results).extracting(DeploymentResult::deploymentName).doesNotHaveDuplicates();
        assertThat(results.stream().flatMap(result -> result.deploymentModels().stream()))
                .filteredOn(model -> model.desiredState().equals("DEPLOY"))
                .extracting(DeploymentModel::modelName)
                .containsExactlyInAnyOrder("onnxruntime-doubling", "onnxruntime-onnxruntime");
    }
}
