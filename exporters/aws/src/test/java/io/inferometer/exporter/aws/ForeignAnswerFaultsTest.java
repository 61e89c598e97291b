package io.inferometer.exporter.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Delivery.RetryLater;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.awsclient.fixture.FakeService;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import io.inferometer.exporter.awsclient.fixture.FakeService.Request;
import io.inferometer.exporter.awsclient.fixture.ServiceFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers of sign-in pages, proxies and load balancers deliver nothing, whatever their status. */
class ForeignAnswerFaultsTest extends ServiceFixture {

    private static final Answer HTML = Answer.of(200, "<html><body>Please sign in</body></html>");

    private static final List<Answer> FOREIGN = List.of(
            HTML,
            HTML.with("Content-Type", "text/html; charset=utf-8"),
            Answer.of(200, "").with("Content-Type", "text/html"),
            Answer.of(200, "{}").with("Content-Type", "text/html"),
            Answer.of(200, "ok"),
            Answer.of(200, "[]").with("Content-Type", "application/json"),
            Answer.of(200, "null").with("Content-Type", "application/json"),
            Answer.of(200, "{\"status\":\"ok\"}").with("Content-Type", "application/json"),
            Answer.of(200, "{\"error\":{\"code\":401}}").with("Content-Type", "application/json"),
            Answer.of(200, "{\"Errors\":\"sign in\"}").with("Content-Type", "application/json"),
            Answer.of(200, "<GetUserResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"></GetUserResponse>")
                    .with("Content-Type", "text/xml"),
            Answer.of(200, "<?xml version=\"1.0\"?><ErrorResponse><Error/></ErrorResponse>")
                    .with("Content-Type", "text/xml"),
            Answer.of(201, "{}"),
            Answer.of(202, ""),
            Answer.of(204, ""),
            Answer.of(400, "<html>400 Bad Request</html>").with("Content-Type", "text/html"),
            Answer.of(403, "<html>Blocked</html>").with("Content-Type", "text/html"));

    static Stream<Arguments> foreign() {
        return AllExporters.names().flatMap(name -> FOREIGN.stream().map(answer -> Arguments.of(name, answer)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("foreign")
    void isTriedAgainAndSaidInOneLine(String name, Answer answer) {
        Window window = AllExporters.window(1, 3);
        try (Exporter exporter = AllExporters.open(name, context, service.url())) {
            service.answer(answer);
            assertThat(exporter.export(window))
                    .isInstanceOfSatisfying(
                            RetryLater.class,
                            later -> assertThat(later.reason())
                                    .startsWith("HTTP " + answer.status())
                                    .contains("check ", "aws.endpoint")
                                    .doesNotContain("\n", "sign in<"));
            assertThat(service.takeRequests())
                    .as("the rest of the window waits")
                    .hasSize(1);

            service.answer(ForeignAnswerFaultsTest::genuine);
            assertThat(exporter.export(window)).isEqualTo(Delivery.delivered());
            assertThat(service.takeRequests()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.inferometer.exporter.aws.AllExporters#names")
    void anEmptyAnswerIsNoneWhereTheServiceSaysSomething(String name) {
        try (Exporter exporter = AllExporters.open(name, context, service.url())) {
            service.answer(Answer.of(200, ""));
            Delivery delivery = exporter.export(AllExporters.window(1, 3));
            if (name.equals("sagemaker-edge")) {
                assertThat(delivery).isEqualTo(Delivery.delivered());
            } else {
                assertThat(delivery).isInstanceOf(RetryLater.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.inferometer.exporter.aws.AllExporters#names")
    void anAnswerWithoutEndIsNotReadIntoMemory(String name) throws IOException {
        HttpServer endless = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicLong sent = new AtomicLong();
        endless.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(503, 0);
                byte[] some = new byte[1 << 16];
                // To the end of the heap, or until the client hangs up.
                while (sent.addAndGet(some.length) < 1L << 28) {
                    exchange.getResponseBody().write(some);
                }
            }
        });
        endless.start();
        try (Exporter exporter = AllExporters.open(
                name, context, "http://127.0.0.1:" + endless.getAddress().getPort())) {
            assertThat(exporter.export(AllExporters.window(1, 3)))
                    .isInstanceOfSatisfying(
                            RetryLater.class,
                            later -> assertThat(later.reason()).startsWith("HTTP 503: no reason given"));
            assertThat(sent.get()).isLessThan(1L << 25);
        } finally {
            endless.stop(0);
        }
    }

    /** Two more things that stand between a group and its stream. */
    @Test
    void aGroupAndAStreamAreNotMadeByASignInPage() {
        for (String operation : List.of("CreateLogGroup", "CreateLogStream")) {
            try (Exporter exporter = AllExporters.open("cloudwatch-logs", context, service.url())) {
                service.answer(request -> request.headers().get("x-amz-target").endsWith(operation)
                        ? HTML
                        : Answer.error(400, "ResourceNotFoundException", "no such thing"));
                assertThat(exporter.export(AllExporters.window(1, 3)))
                        .isInstanceOfSatisfying(
                                RetryLater.class,
                                later -> assertThat(later.reason()).contains("is no answer of " + operation));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.inferometer.exporter.aws.AllExporters#names")
    void aRedirectIsNotFollowed(String name) throws IOException {
        try (FakeService elsewhere = new FakeService();
                Exporter exporter = AllExporters.open(name, context, service.url())) {
            elsewhere.answer(ForeignAnswerFaultsTest::genuine);
            for (int status : new int[] {300, 301, 302, 303, 304, 307, 308}) {
                service.answer(Answer.of(status, "").with("Location", elsewhere.url() + "/login"));
                assertThat(exporter.export(AllExporters.window(status, 3)))
                        .as("%d", status)
                        .isInstanceOfSatisfying(
                                RetryLater.class,
                                later -> assertThat(later.reason()).contains("HTTP " + status, "aws.endpoint"));
            }
            assertThat(elsewhere.takeRequests()).isEmpty();
        }
    }

    /** What the services themselves say counts, with whatever they may add to it. */
    @Test
    void genuineAnswersAreTaken() {
        Function<String, Answer> json = body -> Answer.of(200, body).with("Content-Type", "application/x-amz-json-1.1");
        assertTaken("sagemaker-metrics", json.apply("{\"Errors\":[]}"), json.apply("{}"));
        assertTaken("cloudwatch-logs", json.apply("{}"), json.apply("{\"nextSequenceToken\":\"1\"}"));
        assertTaken(
                "cloudwatch-logs",
                json.apply(
                        "{\"nextSequenceToken\":\"1\",\"rejectedEntityInfo\":{\"errorType\":\"MissingRequiredFields\"}}"));
        assertTaken("sagemaker-edge", json.apply(""), json.apply("{}"), Answer.of(200, ""));
        assertTaken(
                "cloudwatch",
                Answer.XML,
                Answer.of(200, "<?xml version=\"1.0\"?>\n" + Answer.XML.body() + "\n")
                        .with("Content-Type", "text/xml"));
    }

    private void assertTaken(String name, Answer... answers) {
        try (Exporter exporter = AllExporters.open(name, context, service.url())) {
            for (Answer answer : answers) {
                service.answer(answer);
                assertThat(exporter.export(AllExporters.window(1, 3)))
                        .as("%s %s", name, answer)
                        .isEqualTo(Delivery.delivered());
            }
        }
    }

    private static Answer genuine(Request request) {
        return request.headers().get("content-type").contains("form") ? Answer.XML : Answer.OK;
    }
}
