package io.inferometer.exporter.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Delivery.Delivered;
import io.inferometer.exporter.api.Delivery.Rejected;
import io.inferometer.exporter.api.Delivery.RetryLater;
import io.inferometer.exporter.api.Deployment;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.awsclient.AwsFailure;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import io.inferometer.exporter.awsclient.fixture.FakeService.Request;
import io.inferometer.exporter.awsclient.fixture.ServiceFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Whoever says that a request is too large gets it in parts; nothing is lost but what is too large alone. */
class TooLargeFaultsTest extends ServiceFixture {

    private static final int MODELS = 40;

    /** Of models, as each exporter names them. */
    private static final Pattern NAME = Pattern.compile("djl[/-](m\\d{4})");

    private static final List<Answer> TOO_LARGE = List.of(
            Answer.of(413, "<html>413 Request Entity Too Large</html>"),
            Answer.of(413, ""),
            Answer.error(413, "RequestEntityTooLargeException", "Request must be smaller than 1048576 bytes"),
            Answer.error(400, "RequestTooLargeException", "no"),
            Answer.error(400, "InvalidParameterException", "Upload too large: 1048577 bytes exceeds limit of 1048576"));

    /** As long as an answer may be. */
    @Test
    void aLongMessageIsReadAtOnce() {
        for (String piece : List.of("exceeds ", "size ")) {
            AwsServiceException answer = AwsServiceException.builder()
                    .statusCode(400)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("ValidationException")
                            .errorMessage(piece.repeat(250_000))
                            .build())
                    .build();
            assertTimeoutPreemptively(Duration.ofSeconds(30), () -> AwsFailure.delivery(answer, "a:B"));
        }
    }

    static Stream<Arguments> answers() {
        return AllExporters.names().flatMap(name -> TOO_LARGE.stream().map(answer -> Arguments.of(name, answer)));
    }

    /** As little as one item fits. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("answers")
    void everythingArrivesInParts(String name, Answer tooLarge) {
        List<String> arrived = new ArrayList<>();
        service.answer(request -> answer(request, items(name, request) > 1, tooLarge, arrived));
        Delivery delivery;
        try (Exporter exporter = AllExporters.open(name, context, service.url())) {
            delivery = exporter.export(AllExporters.window(1, MODELS));
        }
        assertThat(delivery).isEqualTo(Delivery.delivered());
        assertThat(new TreeSet<>(arrived)).hasSize(MODELS);
        if (!name.startsWith("cloudwatch") && !name.equals("sagemaker-metrics")) {
            assertThat(arrived).as("once each").doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("answers")
    void onlyWhatIsTooLargeAloneIsLostAndCounted(String name, Answer tooLarge) {
        List<String> arrived = new ArrayList<>();
        service.answer(request -> answer(request, names(request).contains("m0007"), tooLarge, arrived));
        Delivery delivery;
        try (Exporter exporter = AllExporters.open(name, context, service.url())) {
            delivery = exporter.export(AllExporters.window(1, MODELS));
        }
        assertThat(delivery).isInstanceOfSatisfying(Delivered.class, delivered -> {
            assertThat(delivered.rejectedItems()).isBetween(1L, 8L);
            assertThat(delivered.reason()).contains("HTTP " + tooLarge.status(), "the request is too large");
        });
        assertThat(new TreeSet<>(arrived)).hasSize(MODELS - 1).doesNotContain("m0007");
    }

    @ParameterizedTest
    @MethodSource("io.inferometer.exporter.aws.AllExporters#names")
    void aWindowOfWhichEverythingIsTooLargeIsRejected(String name) {
        service.answer(Answer.of(413, ""));
        try (Exporter exporter = AllExporters.open(name, context, service.url())) {
            assertThat(exporter.export(AllExporters.window(1, 3))).isInstanceOf(Rejected.class);
        }
    }

    /** Sizes are no search for what is wrong: that one still finds a bad datum. */
    @Test
    void aBadDatumIsFoundAmongPartsThatWereTooLarge() {
        List<String> arrived = new ArrayList<>();
        service.answer(request -> items("cloudwatch", request) > 3
                ? TOO_LARGE.get(0)
                : answer(
                        request,
                        request.text().contains("m0007") && request.text().contains("ModelLatency"),
                        Answer.error(400, "InvalidParameterValue", "bad"),
                        arrived));
        try (Exporter exporter = AllExporters.open("cloudwatch", context, service.url())) {
            assertThat(exporter.export(AllExporters.window(1, MODELS)))
                    .isInstanceOfSatisfying(
                            Delivered.class,
                            delivered -> assertThat(delivered.rejectedItems()).isEqualTo(1));
        }
        assertThat(new TreeSet<>(arrived)).hasSize(MODELS);
    }

    @Test
    void loadsAndUnloadsAreToldInParts() {
        List<Deployment> loads = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            loads.add(new Deployment(new ModelId("djl", "m%04d".formatted(i), ""), Deployment.Kind.DEPLOY, "", 1, 2));
        }
        List<String> told = new ArrayList<>();
        service.answer(request -> {
            List<String> names = names(request);
            if (names.size() > 2 || names.contains("m0004")) {
                return TOO_LARGE.get(0);
            }
            told.addAll(names);
            return Answer.of(200, "");
        });
        Window window = Windows.with(AllExporters.window(1, 0), loads, List.of());
        try (Exporter exporter = AllExporters.open("sagemaker-edge", context, service.url())) {
            for (int beat = 1; beat <= 12; beat++) {
                assertThat(exporter.export(beat == 1 ? window : AllExporters.window(beat, 0)))
                        .isNotInstanceOf(RetryLater.class);
            }
        }
        assertThat(told)
                .containsExactly("m0000", "m0001", "m0002", "m0003", "m0005", "m0006", "m0007", "m0008", "m0009");
    }

    /** Told again, the models of the first part would be counted twice. */
    @Test
    void whatFailsAfterAPartOfAHeartbeatWasTakenIsLostAndCounted() {
        AtomicInteger taken = new AtomicInteger();
        service.answer(request -> {
            if (names(request).size() > 2) {
                return TOO_LARGE.get(0);
            }
            return taken.incrementAndGet() > 1 ? Answer.error(503, "ServiceUnavailable", "later") : Answer.of(200, "");
        });
        try (Exporter exporter = AllExporters.open("sagemaker-edge", context, service.url())) {
            assertThat(exporter.export(AllExporters.window(1, 8)))
                    .isEqualTo(new Delivered(6, "HTTP 503 ServiceUnavailable: later"));
        }
    }

    private static Answer answer(Request request, boolean refused, Answer refusal, List<String> arrived) {
        boolean form = request.headers().get("content-type").contains("form");
        if (refused) {
            return form && refusal.headers().containsKey("x-amzn-errortype")
                    ? Answer.of(
                            refusal.status(),
                            "<ErrorResponse><Error><Type>Sender</Type><Code>"
                                    + refusal.headers().get("x-amzn-errortype") + "</Code><Message>"
                                    + refusal.body().replaceAll("[{}\"]|message\":", "")
                                    + "</Message></Error></ErrorResponse>")
                    : refusal;
        }
        arrived.addAll(new TreeSet<>(names(request)));
        return form ? Answer.XML : Answer.OK;
    }

    /** Each as often as an item names it. */
    private static List<String> names(Request request) {
        List<String> names = new ArrayList<>();
        Matcher name = NAME.matcher(request.text().replace("%2F", "/"));
        while (name.find()) {
            if (!request.path().endsWith("SendHeartbeat") || !names.contains(name.group(1))) {
                names.add(name.group(1));
            }
        }
        return names;
    }

    private static long items(String name, Request request) {
        return switch (name) {
            case "cloudwatch" ->
                Arrays.stream(request.text().split("&"))
                        .filter(field -> field.endsWith("MetricName") || field.contains(".MetricName="))
                        .count();
            case "cloudwatch-logs" -> request.field("logEvents").asArray().size();
            case "sagemaker-edge" -> request.field("Models").asArray().size();
            default -> request.field("MetricData").asArray().size();
        };
    }
}
