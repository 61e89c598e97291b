package io.inferometer.exporter.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Delivery.RetryLater;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.awsclient.fixture.AwsEnvironment;
import io.inferometer.exporter.awsclient.fixture.FakeContext;
import io.inferometer.exporter.awsclient.fixture.FakeService;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes wrong, an exporter throws nothing and says what to look at. */
class BareExceptionFaultsTest {

    @RegisterExtension
    private final AwsEnvironment aws = new AwsEnvironment();

    private final FakeContext context = new FakeContext();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("io.inferometer.exporter.aws.AllExporters#names")
    void aProfileThatCannotBeReadIsNamed(String name) throws IOException {
        Path config = Files.writeString(directory.resolve("config"), "[profile\n=nothing\n[[[default\nregion\n");
        aws.set("aws.configFile", config.toString());
        try (FakeService service = new FakeService();
                Exporter exporter = AllExporters.open(name, context, service.url())) {
            service.answerInKind();
            assertThat(exporter.export(AllExporters.window(1, 1)))
                    .isInstanceOfSatisfying(
                            RetryLater.class,
                            later -> assertThat(later.reason())
                                    .contains("AWS_CONFIG_FILE", "~/.aws/config")
                                    .doesNotContain("\n"));
        }
    }

    @ParameterizedTest
    @MethodSource("io.inferometer.exporter.aws.AllExporters#names")
    void anOddAnswerAndNoneNameWhatToCheck(String name) throws IOException {
        try (FakeService service = new FakeService();
                Exporter exporter = AllExporters.open(name, context, service.url())) {
            for (Answer answer : List.of(
                    Answer.HANG_UP,
                    Answer.of(500, ""),
                    Answer.of(500, "{"),
                    Answer.of(502, "<html>"),
                    Answer.of(429, "").with("Retry-After", "-1"),
                    Answer.of(200, "{\"Errors\":[{]}"))) {
                service.answer(answer);
                assertThat(exporter.export(AllExporters.window(1, 1)))
                        .as(answer.toString())
                        .isInstanceOfSatisfying(
                                RetryLater.class,
                                later -> assertThat(later.reason()).contains("check aws.endpoint"));
            }
        }
    }
}
