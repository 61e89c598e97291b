package io.inferometer.exporter.aws.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Delivery.Delivered;
import io.inferometer.exporter.aws.Windows;
import io.inferometer.exporter.awsclient.fixture.FakeService.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** What is sent: batches within the limits of PutLogEvents, in order, of messages that it takes. */
class LogWriterTest extends LogWriterFixture {

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
}
