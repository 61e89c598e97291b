package io.inferometer.exporter.aws.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.exporter.api.MissingSettingException;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.awsclient.AwsSettings;
import io.inferometer.exporter.awsclient.fixture.FakeContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogNamesTest {

    private final FakeContext context = new FakeContext();
    private final AwsSettings settings = new AwsSettings(context);

    @Test
    void theyAreSageMakersOwn() {
        assertThat(LogNames.group(settings, resource("my-endpoint", "v", "i")))
                .isEqualTo("/aws/sagemaker/Endpoints/my-endpoint");
        assertThat(LogNames.stream(resource("e", "AllTraffic", "i-0abc"))).isEqualTo("AllTraffic/i-0abc");
        assertThat(LogNames.dataLogStream(resource("e", "AllTraffic", "i-0abc")))
                .isEqualTo("AllTraffic/i-0abc/data-log");
    }

    @Test
    void theyFitWhateverTheyAreMadeOf() {
        Set<String> names = new HashSet<>();
        for (String text : List.of("a:b", "a*b", "a b", "a/b", "ü", "\n", "x".repeat(600), "x".repeat(601))) {
            String group = LogNames.group(settings, resource(text, "v", "i"));
            assertThat(group)
                    .matches("/aws/sagemaker/Endpoints/[.\\-_/#A-Za-z0-9]+")
                    .hasSizeLessThanOrEqualTo(512);
            assertThat(names.add(group)).as(group).isTrue();
            for (String stream : List.of(
                    LogNames.stream(resource("e", text, "i")),
                    LogNames.stream(resource("e", "v", text)),
                    LogNames.dataLogStream(resource("e", text, "i")),
                    LogNames.dataLogStream(resource("e", "v", text)))) {
                assertThat(stream).matches("[^:*\\n]+").hasSizeLessThanOrEqualTo(512);
                assertThat(names.add(stream)).as(stream).isTrue();
            }
        }
    }

    @Test
    void theGroupMayBeChosen() {
        context.with("cloudwatch-logs.group", "team/models");
        assertThat(LogNames.group(settings, resource("e", "v", "i"))).isEqualTo("team/models");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws/x", "a b", "a:b", "ü"})
    void aGroupThatTheServiceRefusesIsExplained(String group) {
        context.with("cloudwatch-logs.group", group);
        assertThatThrownBy(() -> LogNames.group(settings, resource("e", "v", "i")))
                .isInstanceOf(MissingSettingException.class)
                .hasMessageStartingWith("cloudwatch-logs.group=" + group + " cannot be used: set it to");
    }

    @Test
    void namesThatAreChangedAreShownOnce() {
        LogNames.explainChanges(settings, resource("my-endpoint", "AllTraffic", "i-0abc"));
        assertThat(context.infos()).isEmpty();

        LogNames.explainChanges(settings, resource("a b", "v:1", "i"));
        assertThat(context.infos())
                .satisfiesExactly(
                        line -> assertThat(line).contains("Endpoints/a b is sent as /aws/sagemaker/Endpoints/a-b-h"),
                        line -> assertThat(line).contains("v:1/i is sent as v/1/i/h"));
    }

    private static Resource resource(String endpoint, String variant, String instance) {
        return new Resource("service", endpoint, variant, instance, 1, "run", "0.1.0", 0);
    }
}
