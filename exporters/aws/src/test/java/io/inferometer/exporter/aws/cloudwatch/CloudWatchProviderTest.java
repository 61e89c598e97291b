package io.inferometer.exporter.aws.cloudwatch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.exporter.api.MissingSettingException;
import io.inferometer.exporter.aws.AwsEnvironment;
import io.inferometer.exporter.aws.FakeContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudWatchProviderTest {

    private static final String KEY = "cloudwatch.namespace";

    @RegisterExtension
    private final AwsEnvironment aws = new AwsEnvironment();

    private final FakeContext context = new FakeContext().with("aws.region", "eu-central-1");

    @ParameterizedTest
    @ValueSource(strings = {"AWS/SageMaker", "AWS/", ":a", "a*b", "ä", " a", "a "})
    void aNamespaceThatTheServiceRefusesIsExplained(String value) {
        context.with(KEY, value);

        assertThatThrownBy(() -> new CloudWatchProvider().create(context))
                .isInstanceOf(MissingSettingException.class)
                .hasMessageStartingWith(KEY + "=")
                .hasMessageContaining("cannot be used: set it to a namespace of your own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Inferometer", "AWS", "aws/x", "/aws/sagemaker/Endpoints", "a:b", "Team A", "x"})
    void aGoodNamespaceIsTaken(String value) {
        new CloudWatchProvider().create(context.with(KEY, value)).close();
    }
}
