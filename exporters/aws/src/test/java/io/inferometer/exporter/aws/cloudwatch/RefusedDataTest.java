package io.inferometer.exporter.aws.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Delivery.Delivered;
import io.inferometer.exporter.api.Delivery.Rejected;
import io.inferometer.exporter.api.Delivery.RetryLater;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.aws.Windows;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import io.inferometer.exporter.awsclient.fixture.FakeService.Request;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that the service refuses for some of their data: the rest is delivered, exactly once. */
class RefusedDataTest extends CloudWatchFixture {

    /** Models, each called once, when nothing is refused. */
    private static final int REQUESTS_FOR_A_THOUSAND = 7;

    @Test
    void aRetryGoesOnWhereItStopped() {
        Window window = Windows.window(1, Windows.models(1000));
        AtomicInteger calls = new AtomicInteger();
        service.answer(request -> calls.incrementAndGet() == 3 ? error(503, "ServiceUnavailable") : Answer.XML);

        assertThat(exporter.export(window)).isInstanceOf(RetryLater.class);
        List<Request> first = service.takeRequests();
        assertThat(first).hasSize(3);
        assertThat(exporter.export(window)).isEqualTo(Delivery.delivered());

        List<Request> all = new ArrayList<>(first.subList(0, 2));
        List<Request> second = service.takeRequests();
        assertThat(second.get(0).form()).isEqualTo(first.get(2).form());
        all.addAll(second);
        Set<String> series = new HashSet<>();
        for (Datum datum : data(all)) {
            assertThat(series.add(datum.model() + " " + datum.name()))
                    .as("sent once")
                    .isTrue();
        }
        assertThat(series).hasSize(ENDPOINT_SERIES + 6 * 1000);
    }

    /** Wherever the bad data are: first, last, neighbours, or spread over requests. */
    @ParameterizedTest
    @ValueSource(
            strings = {"m0000", "m0999", "m0500 m0501", "m0003 m0250 m0600", "m0007 m0100 m0300 m0500 m0700 m0999"})
    void aBadDatumCostsNoOther(String models) {
        Set<String> bad = new HashSet<>();
        for (String model : models.split(" ")) {
            bad.add("djl/" + model + " ModelLatency");
        }
        Ledger ledger = refuse(400, "InvalidParameterValue", bad::contains);

        Delivery delivery = exporter.export(Windows.window(1, Windows.models(1000)));

        assertThat(delivery).isInstanceOfSatisfying(Delivered.class, delivered -> {
            assertThat(delivered.rejectedItems()).isEqualTo(bad.size());
            assertThat(delivered.reason()).contains("InvalidParameterValue").contains("told why");
        });
        assertThat(ledger.taken)
                .doesNotHaveDuplicates()
                .hasSize(ENDPOINT_SERIES + 6 * 1000 - bad.size())
                .doesNotContainAnyElementsOf(bad);
        assertThat(ledger.requests).isLessThanOrEqualTo(REQUESTS_FOR_A_THOUSAND + 20 * bad.size());
        assertThat(context.warnings()).hasSize(bad.size());
    }

    /** All that a model has: its name may be to blame. */
    @Test
    void aBadModelIsKeptApartFromThenOn() {
        Ledger ledger = refuse(400, "InvalidParameterValue", series -> series.startsWith("djl/m0042 "));
        exporter.export(Windows.window(1, Windows.models(100)));
        assertThat(context.warnings()).hasSize(6);
        ledger.clear();

        exporter.export(Windows.window(2, Windows.models(100)));

        assertThat(ledger.taken).doesNotHaveDuplicates().hasSize(ENDPOINT_SERIES + 6 * 99);
        assertThat(ledger.requests).isEqualTo(1 + 11);
        assertThat(context.warnings()).hasSize(6);
    }

    @Test
    void aBadDatumIsExplainedOnceAndThenSentApart() {
        Ledger ledger = refuse(400, "InvalidParameterValue", "djl/m0042 ModelLatency"::equals);

        exporter.export(Windows.window(1, Windows.models(100)));
        assertThat(context.warnings())
                .singleElement()
                .asString()
                .startsWith("cloudwatch: ModelLatency (EndpointName=endpoint, VariantName=AllTraffic,"
                        + " ModelName=djl/m0042) is refused and dropped")
                .contains("HTTP 400 InvalidParameterValue: told why")
                .contains("model-name.");
        for (int number = 2; number <= 4; number++) {
            ledger.clear();
            assertThat(exporter.export(Windows.window(number, Windows.models(100))))
                    .isInstanceOfSatisfying(
                            Delivered.class,
                            delivered -> assertThat(delivered.rejectedItems()).isEqualTo(1));
            assertThat(ledger.taken).doesNotHaveDuplicates().hasSize(ENDPOINT_SERIES + 6 * 100 - 1);
            assertThat(ledger.requests).isEqualTo(2);
        }
        assertThat(context.warnings()).hasSize(1);
    }

    /** What was taken is not sent again when the rest meets an outage, and the search goes on, however often that happens. */
    @Test
    void aRetryAfterAHalfWasTakenIsExact() {
        AtomicInteger calls = new AtomicInteger();
        Ledger ledger = refuse(400, "InvalidParameterValue", "djl/m0005 Invocations"::equals);
        Function<Request, Answer> rules = ledger::answer;
        service.answer(
                request -> calls.incrementAndGet() % 3 == 0 ? error(503, "ServiceUnavailable") : rules.apply(request));
        Window window = Windows.window(1, Windows.models(100));

        int attempts = 0;
        Delivery delivery = exporter.export(window);
        for (; delivery instanceof RetryLater; attempts++) {
            assertThat(attempts).isLessThan(50);
            delivery = exporter.export(window);
        }

        assertThat(attempts).isGreaterThan(1);
        assertThat(delivery)
                .isInstanceOfSatisfying(
                        Delivered.class,
                        delivered -> assertThat(delivered.rejectedItems()).isEqualTo(1));
        assertThat(ledger.taken).doesNotHaveDuplicates().hasSize(ENDPOINT_SERIES + 6 * 100 - 1);
    }

    /** A limit that is not the service's own, a proxy's for one. */
    @Test
    void aRequestThatIsTooLargeIsHalved() {
        Set<String> taken = new HashSet<>();
        service.answer(request -> {
            List<Datum> data = data(List.of(request));
            if (data.size() > 100) {
                return Answer.of(413, "<html>Request Entity Too Large</html>");
            }
            data.forEach(datum -> assertThat(taken.add(datum.series())).isTrue());
            return Answer.XML;
        });

        assertThat(exporter.export(Windows.window(1, Windows.models(100)))).isEqualTo(Delivery.delivered());
        assertThat(taken).hasSize(ENDPOINT_SERIES + 6 * 100);
        assertThat(context.warnings()).isEmpty();
    }

    /** Whatever all data have in common is not looked for in each of them. */
    @Test
    void aWindowThatIsRefusedAltogetherTakesFewRequests() {
        Ledger ledger = refuse(400, "InvalidParameterValue", series -> true);

        for (int number = 1; number <= 2; number++) {
            ledger.clear();
            assertThat(exporter.export(Windows.window(number, Windows.models(1000))))
                    .isInstanceOfSatisfying(
                            Rejected.class,
                            rejected -> assertThat(rejected.reason()).contains("told why"));
            assertThat(ledger.requests)
                    .isLessThanOrEqualTo(REQUESTS_FOR_A_THOUSAND + 2 * CloudWatchExporter.HALVINGS_BEFORE_SUCCESS);
        }
        assertThat(context.warnings()).isEmpty();
    }

    /** Beyond the bound, what is wrong takes others along, and no request or line more. */
    @Test
    void theSearchForBadDataIsBounded() {
        Ledger ledger = refuse(400, "InvalidParameterValue", series -> series.matches("djl/m..[05]0 ModelLatency"));

        Delivered first = (Delivered) exporter.export(Windows.window(1, Windows.models(1000)));

        assertThat(ledger.requests).isLessThanOrEqualTo(REQUESTS_FOR_A_THOUSAND + 2 * CloudWatchExporter.HALVINGS);
        assertThat(first.rejectedItems()).isGreaterThan(20);
        assertThat(ledger.taken.size() + first.rejectedItems()).isEqualTo(ENDPOINT_SERIES + 6 * 1000);
        assertThat(context.warnings()).hasSizeLessThanOrEqualTo(RefusedSeries.LINES + 1);
    }

    /** From now on requests with such a series, its model and its metric, are refused as a whole; others are taken. */
    private Ledger refuse(int status, String code, Predicate<String> series) {
        Ledger ledger = new Ledger(series, error(status, code));
        service.answer(ledger::answer);
        return ledger;
    }

    /** Which series were taken, and how many requests came. */
    private static final class Ledger {
        private final Predicate<String> bad;
        private final Answer refusal;
        private final List<String> taken = new ArrayList<>();
        private int requests;

        Ledger(Predicate<String> bad, Answer refusal) {
            this.bad = bad;
            this.refusal = refusal;
        }

        Answer answer(Request request) {
            requests++;
            List<String> series =
                    data(List.of(request)).stream().map(Datum::series).toList();
            if (series.stream().anyMatch(bad)) {
                return refusal;
            }
            taken.addAll(series);
            return Answer.XML;
        }

        void clear() {
            taken.clear();
            requests = 0;
        }
    }
}
