package io.inferometer.exporter.aws.sagemakermetrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Delivery.Delivered;
import io.inferometer.exporter.api.Delivery.Rejected;
import io.inferometer.exporter.api.Delivery.RetryLater;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.aws.Windows;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import io.inferometer.exporter.awsclient.fixture.FakeService.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Items that the service does not store: sent again, alone, or dropped, counted and explained. */
class UnstoredItemsTest extends SageMakerMetricsFixture {

    @Test
    void goesOnAtTheBatchThatFailed() {
        Window window = Windows.window(7, Windows.models(30));
        List<Request> all = new ArrayList<>();
        service.answer(request -> {
            synchronized (all) {
                all.add(request);
                return all.size() == 12 ? Answer.error(503, "ServiceUnavailable", "") : Answer.OK;
            }
        });

        assertThat(exporter.export(window)).isInstanceOf(RetryLater.class);
        assertThat(service.takeRequests()).hasSize(12);
        exporter.export(Windows.window(8, Windows.models(1)));
        assertThat(service.takeRequests()).hasSize(1);
        assertThat(exporter.export(window)).isEqualTo(Delivery.delivered());

        List<Request> rest = service.takeRequests();
        assertThat(rest).hasSize(24 - 11);
        assertThat(names(rest.get(0))).isEqualTo(names(all.get(11)));
        exporter.export(window);
        assertThat(service.takeRequests()).as("a finished window is forgotten").hasSize(24);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INTERNAL_ERROR", "CONFLICT_ERROR"})
    void sendsAloneWhatTheServiceCouldNotStore(String code) {
        Window window = Windows.window(1, Windows.models(2));
        service.answer(request -> switch (items(request).size()) {
            case 10 -> errors(code, 3, 9);
            case 6 -> errors(code, 0);
            default -> Answer.OK;
        });

        assertThat(exporter.export(window)).isEqualTo(Delivery.delivered());

        List<Request> requests = service.takeRequests();
        assertThat(requests).hasSize(3);
        assertThat(names(requests.get(2)))
                .containsExactly(
                        names(requests.get(0)).get(3),
                        names(requests.get(0)).get(9),
                        names(requests.get(1)).get(0));
    }

    @Test
    void waitsWhenTheServiceStoresLessThanHalf() {
        Window window = Windows.window(1, Windows.models(1));
        service.answer(errors("INTERNAL_ERROR", 0, 1, 2, 3, 4));

        assertThat(exporter.export(window)).isInstanceOfSatisfying(RetryLater.class, later -> {
            assertThat(later.after()).isZero();
            assertThat(later.reason()).isEqualTo("5 of 8 values not stored: INTERNAL_ERROR");
        });
        assertThat(service.takeRequests()).hasSize(1);
        service.answer(Answer.OK);
        assertThat(exporter.export(window)).isEqualTo(Delivery.delivered());
        assertThat(items(service.takeRequests().get(0))).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({"CONFLICT_ERROR, 10", "INTERNAL_ERROR, 100"})
    void anItemThatIsNeverStoredIsDroppedInTheEndAndCounted(String code, int tries) {
        service.answer(request -> {
            int place = names(request).indexOf("djl/m0000/ModelLatency.p90");
            return place < 0 ? Answer.OK : errors(code, place);
        });
        Window window = Windows.window(1, Windows.models(2));
        Delivery delivery = exporter.export(window);
        int exports = 1;
        while (delivery instanceof RetryLater && exports < 1_000) {
            delivery = exporter.export(window);
            exports++;
        }

        assertThat(delivery).isEqualTo(new Delivered(1, "1 dropped: " + code + " " + tries + " times"));
        List<String> sent = allNames();
        assertThat(sent).filteredOn("djl/m0000/ModelLatency.p90"::equals).hasSize(tries);
        assertThat(sent).as("the others are sent once").hasSize(2 * 8 - 1 + tries);
    }

    @Test
    void dropsInvalidValuesAndExplainsEachNameOnce() {
        service.answer(errors("VALIDATION_ERROR", 2));
        Window window = Windows.window(1, Windows.models(1));

        assertThat(exporter.export(window)).isEqualTo(new Delivered(1, "1 dropped: VALIDATION_ERROR"));
        exporter.export(Windows.window(2, Windows.models(1)));

        assertThat(context.warnings()).hasSize(1).first().asString().contains("djl/m0000/Invocation5XXErrors");
        assertThat(service.takeRequests()).hasSize(2);
    }

    @Test
    void countsWhatWasDroppedBeforeAndAfterARetry() {
        service.answer(request -> items(request).size() == 1
                ? errors("INTERNAL_ERROR", 0)
                : Answer.of(
                        200,
                        "{\"Errors\":[{\"Code\":\"VALIDATION_ERROR\",\"MetricIndex\":0},"
                                + "{\"Code\":\"INTERNAL_ERROR\",\"MetricIndex\":1}]}"));
        Window window = Windows.window(1, Windows.models(1));
        assertThat(exporter.export(window)).isInstanceOf(RetryLater.class);

        service.answer(errors("VALIDATION_ERROR", 0));

        assertThat(exporter.export(window))
                .isInstanceOfSatisfying(
                        Delivered.class,
                        delivered -> assertThat(delivered.rejectedItems()).isEqualTo(2));
    }

    @Test
    void aFullTrialComponentStopsNewNamesOnly() {
        exporter.export(Windows.window(1, Windows.models(1)));
        service.answer(request -> names(request).contains("djl/m0001/Invocations")
                ? errors(
                        "METRIC_LIMIT_EXCEEDED",
                        IntStream.range(0, items(request).size())
                                .filter(i -> names(request).get(i).contains("m0001"))
                                .toArray())
                : Answer.OK);
        exporter.export(Windows.window(2, Windows.models(2)));
        service.takeRequests();
        service.answer(Answer.OK);

        Delivery delivery = exporter.export(Windows.window(3, Windows.models(3)));

        assertThat(delivery).isInstanceOfSatisfying(Delivered.class, delivered -> {
            // The second model's last values went out with another request and were taken.
            assertThat(delivered.rejectedItems()).isEqualTo(2 + 8);
            assertThat(delivered.reason()).contains("METRIC_LIMIT_EXCEEDED");
        });
        assertThat(names(service.takeRequests().get(0))).hasSize(10).noneMatch(name -> name.contains("m0002"));
        assertThat(context.warnings())
                .hasSize(1)
                .first()
                .asString()
                .contains("my-trial")
                .contains("METRIC_LIMIT_EXCEEDED");

        clock.set(clock.instant().plus(Duration.ofHours(1)));
        assertThat(exporter.export(Windows.window(4, Windows.models(3)))).isEqualTo(Delivery.delivered());
    }

    @Test
    void anInvalidRequestCostsItsItemsOnly() {
        service.answer(request -> names(request).contains("djl/m0000/Invocations")
                ? Answer.error(400, "ValidationException", "bad")
                : Answer.OK);

        assertThat(exporter.export(Windows.window(1, Windows.models(3))))
                .isEqualTo(new Delivered(10, "10 dropped: HTTP 400 ValidationException: bad"));
        assertThat(service.takeRequests()).hasSize(3);
    }

    @Test
    void aWindowOfWhichNothingIsValidIsRejected() {
        service.answer(Answer.error(400, "ValidationException", "bad"));

        assertThat(exporter.export(Windows.window(1, Windows.models(3))))
                .isEqualTo(new Rejected("HTTP 400 ValidationException: bad"));
    }

    @Test
    void theReasonStaysShortHoweverManyThereAre() {
        AtomicInteger count = new AtomicInteger();
        service.answer(request -> names(request).contains("djl/m0000/Invocations")
                ? Answer.OK
                : Answer.error(400, "ValidationException", "request " + count.incrementAndGet()));

        assertThat(exporter.export(Windows.window(1, Windows.models(100))))
                .isInstanceOfSatisfying(Delivered.class, delivered -> {
                    assertThat(delivered.rejectedItems()).isEqualTo(790);
                    assertThat(delivered.reason()).hasSizeLessThan(1000);
                });
    }

    @Test
    void anAnswerAboutAnItemThatWasNotSentLosesNothingSilently() {
        service.answer(errors("INTERNAL_ERROR", 10));

        assertThat(exporter.export(Windows.window(1, Windows.models(1))))
                .isEqualTo(new Delivered(1, "1 dropped: the answer speaks of item 10 of 8"));
    }

    @Test
    void anUnknownErrorCodeIsDroppedAndCounted() {
        service.answer(errors("BRAND_NEW", 0));

        assertThat(exporter.export(Windows.window(1, Windows.models(1))))
                .isEqualTo(new Delivered(1, "1 dropped: refused without a known reason"));
    }
}
