package io.inferometer.exporter.aws.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Delivery.Delivered;
import io.inferometer.exporter.api.Delivery.Rejected;
import io.inferometer.exporter.api.Delivery.RetryLater;
import io.inferometer.exporter.aws.SetClock;
import io.inferometer.exporter.aws.WindowProgress;
import io.inferometer.exporter.aws.Windows;
import io.inferometer.exporter.awsclient.AwsConnection;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import io.inferometer.exporter.awsclient.fixture.FakeService.Request;
import io.inferometer.exporter.awsclient.fixture.ServiceFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

class LogWriterTest extends ServiceFixture {

    private record Event(long millis, String message) {}

    private record Events(List<Event> list) implements LogEvents {
        @Override
        public int size() {
            return list.size();
        }

        @Override
        public long millis(int event) {
            return list.get(event).millis();
        }

        @Override
        public String message(int event) {
            return list.get(event).message();
        }
    }

    private static final Answer GONE = Answer.error(400, "ResourceNotFoundException", "no such thing");
    private static final Answer ALREADY = Answer.error(400, "ResourceAlreadyExistsException", "there already");

    private final SetClock clock = new SetClock();
    private AwsConnection<CloudWatchLogsClient> connection;
    private LogWriter writer;

    @BeforeEach
    void create() throws IOException {
        connection = AwsConnection.open(CloudWatchLogsProvider.SERVICE, context, CloudWatchLogsClient::builder);
        writer = new LogWriter(new LogStream(connection::client, "/group", "variant/instance"), clock);
    }

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void callsTheServiceAsItsModelSays() {
        assertThat(write(new Event(Windows.END, "hello"))).isEqualTo(Delivery.delivered());

        Request request = service.takeRequests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/");
        assertThat(request.headers())
                .containsEntry("x-amz-target", "Logs_20140328.PutLogEvents")
                .containsEntry("content-type", "application/x-amz-json-1.1");
        assertThat(request.headers().get("authorization")).contains("/eu-central-1/logs/aws4_request");
        assertThat(request.text())
                .isEqualTo("{\"logGroupName\":\"/group\",\"logStreamName\":\"variant/instance\","
                        + "\"logEvents\":[{\"timestamp\":" + Windows.END + ",\"message\":\"hello\"}]}");
    }

    @Test
    void eventsGoOutInTheOrderOfTheirTime() {
        assertThat(write(
                        new Event(Windows.END, "c"),
                        new Event(Windows.END - 2, "a"),
                        new Event(Windows.END, "d"),
                        new Event(Windows.END - 1, "b")))
                .isEqualTo(Delivery.delivered());

        assertThat(messages(service.takeRequests().get(0))).containsExactly("a", "b", "c", "d");
    }

    /** Every batch keeps every limit, and every event arrives once. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void batchesAreWithinTheLimits(int seed) {
        Random random = new Random(seed);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 12_000; i++) {
            int length = random.nextInt(500) == 0 ? random.nextInt(100_000) : random.nextInt(seed * 60);
            events.add(new Event(
                    Windows.END - random.nextInt((int) Duration.ofDays(seed).toMillis()),
                    i + " " + "aé€😀".repeat(length / 10 + 1)));
        }

        assertThat(write(events.toArray(new Event[0]))).isEqualTo(Delivery.delivered());

        List<String> arrived = new ArrayList<>();
        for (Request request : service.takeRequests()) {
            List<JsonNode> batch = batch(request);
            List<String> messages = messages(request);
            List<Long> times = batch.stream().map(LogWriterTest::millis).toList();
            assertThat(batch).hasSizeBetween(1, 10_000);
            assertThat(times).isSorted();
            assertThat(times.get(times.size() - 1) - times.get(0))
                    .isLessThan(Duration.ofHours(24).toMillis());
            assertThat(messages.stream()
                            .mapToInt(message -> bytes(message) + 26)
                            .sum())
                    .isLessThanOrEqualTo(1_048_576);
            arrived.addAll(messages);
        }
        assertThat(arrived)
                .containsExactlyInAnyOrderElementsOf(
                        events.stream().map(Event::message).toList());
    }

    @Test
    void aBatchIsFilledToTheLastEvent() {
        Event[] events = new Event[10_001];
        for (int i = 0; i < events.length; i++) {
            events[i] = new Event(Windows.END, "x");
        }
        write(events);

        assertThat(service.takeRequests())
                .extracting(request -> batch(request).size())
                .containsExactly(10_000, 1);
    }

    @Test
    void aBatchIsFilledToTheLastByte() {
        String quarter = "x".repeat(262_144 - 26);
        write(
                new Event(Windows.END, quarter),
                new Event(Windows.END, quarter),
                new Event(Windows.END, quarter),
                new Event(Windows.END, quarter),
                new Event(Windows.END, "x"));

        assertThat(service.takeRequests())
                .extracting(request -> batch(request).size())
                .containsExactly(4, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "€", "😀"})
    void aMessageThatIsTooLongIsCutAfterAWholeCharacterAndCounted(String character) {
        String longest = "ab" + character.repeat(200_000 * 2 / bytes(character));
        Delivery delivery = write(new Event(Windows.END, longest), new Event(Windows.END, "short"));

        List<String> messages = messages(service.takeRequests().get(0));
        assertThat(longest).startsWith(messages.get(0));
        assertThat(bytes(messages.get(0))).isBetween(262_118 - 3, 262_118);
        assertThat(messages.get(1)).isEqualTo("short");
        assertThat(((Delivered) delivery).rejectedItems()).isEqualTo(1);
        assertThat(((Delivered) delivery).reason()).contains("262118 bytes");
    }

    @Test
    void aLoneSurrogateDoesNoHarm() {
        assertThat(write(new Event(Windows.END, "a\ud83d"))).isEqualTo(Delivery.delivered());
        assertThat(messages(service.takeRequests().get(0))).containsExactly("a?");
    }

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

        assertThat(writer.write(events, progress)).isInstanceOf(RetryLater.class);
        service.takeRequests();
        assertThat(writer.write(events, progress)).isEqualTo(Delivery.delivered());
        assertThat(messages(service.takeRequests().get(0))).containsExactly("second");
    }

    private Delivery write(Event... events) {
        return writer.write(new Events(List.of(events)), new WindowProgress(events.length));
    }

    private static String target(Request request) {
        return request.headers().get("x-amz-target").replace("Logs_20140328.", "");
    }

    private static List<JsonNode> batch(Request request) {
        return request.field("logEvents").asArray();
    }

    private static List<String> messages(Request request) {
        return batch(request).stream()
                .map(event -> event.asObject().get("message").asString())
                .toList();
    }

    private static long millis(JsonNode event) {
        return Long.parseLong(event.asObject().get("timestamp").asNumber());
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
