package io.inferometer.exporter.aws.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.exporter.api.MissingSettingException;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.awsclient.fixture.AwsEnvironment;
import io.inferometer.exporter.awsclient.fixture.FakeContext;
import org.junit.jupiter.api.Test;
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

    @Test
    void aNameThatIsChangedIsShownOnce() {
        context.with(KEY, "x").with(new Resource("service", "Bücher", "AllTraffic", "host", 1, "run", "0.1.0", 0));

        new CloudWatchProvider().create(context).close();

        assertThat(context.infos())
                .singleElement()
                .asString()
                .matches("cloudwatch: endpoint.name=Bücher is sent as B-cher-h[0-9a-f]{12}, .*");
    }

    @Test
    void namesThatFitAreNotWorthALine() {
        new CloudWatchProvider().create(context.with(KEY, "x")).close();

        assertThat(context.infos()).isEmpty();
    }
}
