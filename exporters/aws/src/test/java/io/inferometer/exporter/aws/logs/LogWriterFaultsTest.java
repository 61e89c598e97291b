package io.inferometer.exporter.aws.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Delivery.Delivered;
import io.inferometer.exporter.api.Delivery.Rejected;
import io.inferometer.exporter.api.Delivery.RetryLater;
import io.inferometer.exporter.aws.WindowProgress;
import io.inferometer.exporter.aws.Windows;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import io.inferometer.exporter.awsclient.fixture.FakeService.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the service refuses, lacks or cannot do at the moment. */
class LogWriterFaultsTest extends LogWriterFixture {

    private static final Answer GONE = Answer.error(400, "ResourceNotFoundException", "no such thing");
    private static final Answer ALREADY = Answer.error(400, "ResourceAlreadyExistsException", "there already");

    @Test
    void whatTheServiceWouldNotTakeIsCountedAndNotSent() {
        long now = clock.instant().toEpochMilli();
        Delivery delivery = write(
                new Event(now - Duration.ofDays(14).toMillis() - 1, "too old"),
                new Event(now - Duration.ofDays(14).toMillis(), "oldest"),
                new Event(now, ""),
                new Event(now + Duration.ofHours(2).toMillis(), "newest"),
                new Event(now + Duration.ofHours(2).toMillis() + 1, "too new"));

        assertThat(service.takeRequests().stream().flatMap(request -> messages(request).stream()))
                .containsExactly("oldest", "newest");
        assertThat(((Delivered) delivery).rejectedItems()).isEqualTo(3);
        assertThat(((Delivered) delivery).reason())
                .contains("older than 14 days")
                .contains("ahead by more than 2 hours")
                .contains("empty");
    }

    @Test
    void eventsThatTheServiceRefusesSinglyAreCounted() {
        service.answer(Answer.of(
                200,
                "{\"rejectedLogEventsInfo\":{\"expiredLogEventEndIndex\":1,\"tooOldLogEventEndIndex\":2,"
                        + "\"tooNewLogEventStartIndex\":4}}"));
        Event[] events = new Event[5];
        for (int i = 0; i < events.length; i++) {
            events[i] = new Event(Windows.END + i, "x");
        }

        Delivered delivered = (Delivered) write(events);

        assertThat(delivered.rejectedItems()).isEqualTo(3);
        assertThat(delivered.reason()).contains("keeps events", "too old", "too far ahead");
    }

    @Test
    void theStreamIsMadeWhenItIsMissing() {
        AtomicInteger puts = new AtomicInteger();
        service.answer(
                request -> target(request).equals("PutLogEvents") && puts.incrementAndGet() == 1 ? GONE : Answer.OK);

        assertThat(write(new Event(Windows.END, "x"))).isEqualTo(Delivery.delivered());
        List<Request> requests = service.takeRequests();
        assertThat(requests)
                .extracting(LogWriterTest::target)
                .containsExactly("PutLogEvents", "CreateLogStream", "PutLogEvents");
        assertThat(requests.get(1).text())
                .isEqualTo("{\"logGroupName\":\"/group\",\"logStreamName\":\"variant/instance\"}");
    }

    @Test
    void theGroupIsMadeFirstWhenItIsMissing() {
        List<String> made = new ArrayList<>();
        service.answer(request -> switch (target(request)) {
            case "CreateLogGroup" -> made.add("group") ? Answer.OK : GONE;
            case "CreateLogStream" -> made.contains("group") && made.add("stream") ? Answer.OK : GONE;
            default -> made.contains("stream") ? Answer.OK : GONE;
        });

        assertThat(write(new Event(Windows.END, "x"))).isEqualTo(Delivery.delivered());
        assertThat(service.takeRequests())
                .extracting(LogWriterTest::target)
                .containsExactly(
                        "PutLogEvents", "CreateLogStream", "CreateLogGroup", "CreateLogStream", "PutLogEvents");
    }

    @Test
    void somebodyElseMayMakeThemAtTheSameTime() {
        List<String> seen = new ArrayList<>();
        service.answer(request -> {
            seen.add(target(request));
            return switch (target(request)) {
                case "CreateLogGroup" -> ALREADY;
                case "CreateLogStream" -> seen.contains("CreateLogGroup") ? ALREADY : GONE;
                default -> seen.contains("CreateLogGroup") ? Answer.OK : GONE;
            };
        });

        assertThat(write(new Event(Windows.END, "x"))).isEqualTo(Delivery.delivered());
    }

    @ParameterizedTest
    @CsvSource({
        "CreateLogGroup,400,OperationAbortedException,OperationAborted",
        "CreateLogGroup,400,LimitExceededException,quota",
        "CreateLogGroup,400,AccessDeniedException,logs:CreateLogGroup",
        "PutLogEvents,400,ThrottlingException,Throttling",
        "PutLogEvents,503,ServiceUnavailableException,ServiceUnavailable",
        "PutLogEvents,400,UnrecognizedClientException,logs:PutLogEvents",
        "PutLogEvents,400,ExpiredTokenException,Check credentials"
    })
    void whatMayBetterItselfIsTriedAgain(String operation, int status, String code, String reason) {
        service.answer(request -> target(request).equals(operation) ? Answer.error(status, code, "no") : GONE);

        Delivery delivery = write(new Event(Windows.END, "x"));

        assertThat(delivery).isInstanceOf(RetryLater.class);
        assertThat(((RetryLater) delivery).reason()).contains(reason);
    }

    @Test
    void aStreamThatStaysAwayIsLookedForLater() {
        service.answer(request -> target(request).equals("PutLogEvents") ? GONE : Answer.OK);

        assertThat(write(new Event(Windows.END, "x"))).isInstanceOf(RetryLater.class);
        assertThat(service.takeRequests()).hasSize(3);
    }

    @Test
    void whatTheServiceHasAlreadyIsDelivered() {
        service.answer(Answer.error(400, "DataAlreadyAcceptedException", "twice"));

        assertThat(write(new Event(Windows.END, "x"))).isEqualTo(Delivery.delivered());
    }

    @Test
    void anInvalidBatchIsRejectedAlone() {
        AtomicInteger calls = new AtomicInteger();
        service.answer(request -> calls.incrementAndGet() == 1
                ? Answer.error(400, "InvalidParameterException", "not like this")
                : Answer.OK);
        Delivered delivered = (Delivered)
                write(new Event(Windows.END - Duration.ofDays(2).toMillis(), "x"), new Event(Windows.END, "y"));

        assertThat(delivered.rejectedItems()).isEqualTo(1);
        assertThat(delivered.reason()).contains("not like this");

        service.answer(Answer.error(400, "InvalidParameterException", "not like this"));
        assertThat(write(new Event(Windows.END, "x"))).isInstanceOf(Rejected.class);
    }

    @Test
    void aRetrySendsOnlyWhatIsLeft() {
        Events events = new Events(List.of(
                new Event(Windows.END - Duration.ofDays(2).toMillis(), "first"), new Event(Windows.END, "second")));
        WindowProgress progress = new WindowProgress(2);
        AtomicInteger calls = new AtomicInteger();
        service.answer(request -> calls.incrementAndGet() == 2 ? Answer.of(500, "{}") : Answer.OK);

        assertThat(write(events, progress)).isInstanceOf(RetryLater.class);
        service.takeRequests();
        assertThat(write(events, progress)).isEqualTo(Delivery.delivered());
        assertThat(messages(service.takeRequests().get(0))).containsExactly("second");
    }
}
