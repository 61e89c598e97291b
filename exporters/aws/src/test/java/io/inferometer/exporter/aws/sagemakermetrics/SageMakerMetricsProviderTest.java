package io.inferometer.exporter.aws.sagemakermetrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.exporter.api.ExporterProvider;
import io.inferometer.exporter.api.MissingSettingException;
import io.inferometer.exporter.awsclient.fixture.AwsEnvironment;
import io.inferometer.exporter.awsclient.fixture.FakeContext;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SageMakerMetricsProviderTest {

    private static final String KEY = "sagemaker-metrics.trial-component";

    @RegisterExtension
    private final AwsEnvironment aws = new AwsEnvironment();

    private final FakeContext context = new FakeContext().with("aws.region", "eu-central-1");
    private final SageMakerMetricsProvider provider = new SageMakerMetricsProvider();

    @Test
    void allExportersAreFoundByServiceLoader() {
        assertThat(ServiceLoader.load(ExporterProvider.class))
                .extracting(ExporterProvider::name)
                .containsExactly("sagemaker-metrics", "sagemaker-edge", "cloudwatch", "cloudwatch-logs", "sentinel");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void aMissingTrialComponentIsExplained(String value) {
        context.with(KEY, value);

        assertThatThrownBy(() -> provider.create(context))
                .isInstanceOf(MissingSettingException.class)
                .hasMessageStartingWith(KEY + " is missing: set it to");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-a", "a-", "a_b", "a b", "é"})
    void aWrongTrialComponentIsExplained(String value) {
        context.with(KEY, value);

        assertThatThrownBy(() -> provider.create(context))
                .isInstanceOf(MissingSettingException.class)
                .hasMessageStartingWith(KEY + "=" + value + " cannot be used: set it to")
                .hasMessageContaining("an existing trial component");
    }

    @Test
    void upperCaseIsSentInLowerCaseAndSaidOnce() {
        provider.create(context.with(KEY, "My-Trial")).close();

        assertThat(context.infos())
                .containsExactly("sagemaker-metrics: sagemaker-metrics.trial-component=My-Trial is sent as my-trial,"
                        + " for the service takes lower case only");
        assertThat(context.warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {121, 1_000_000})
    void aTrialComponentThatIsTooLongIsExplained(int length) {
        context.with(KEY, "a-".repeat(length / 2) + "a");

        assertThatThrownBy(() -> provider.create(context)).isInstanceOf(MissingSettingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0--9", "trial-component-2026"})
    void aGoodTrialComponentIsTaken(String value) {
        provider.create(context.with(KEY, value)).close();
        provider.create(context.with(KEY, value + "a".repeat(120 - value.length())))
                .close();
    }
}
