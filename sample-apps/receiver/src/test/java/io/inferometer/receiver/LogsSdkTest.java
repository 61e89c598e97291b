package io.inferometer.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.receiver.logs.LogEvent;
import io.inferometer.receiver.logs.LogGroup;
import io.inferometer.receiver.logs.ReceivedLogs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.RejectedLogEventsInfo;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** The official CloudWatch Logs client, unchanged, against the receiver. */
class LogsSdkTest {
    private static final String GROUP = "/aws/sagemaker/Endpoints/ep";
    private static final String STREAM = "AllTraffic/i-1/data-log";

    private final Instant now = Instant.ofEpochMilli(Instant.now().toEpochMilli());
    private Receiver receiver;
    private CloudWatchLogsClient client;

    @BeforeEach
    void start() throws IOException {
        receiver = Receiver.start(ReceiverOptions.defaults().withClock(InstantSource.fixed(now)));
        client = CloudWatchLogsClient.builder()
                .endpointOverride(receiver.address())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        receiver.close();
    }

    @Test
    void aStreamMustBeThereBeforeItsEventsAndIsCreatedOnce() {
        assertThatThrownBy(() -> put(event(Duration.ZERO, "a")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("log group");
        assertThatThrownBy(() -> client.createLogStream(
                        request -> request.logGroupName(GROUP).logStreamName(STREAM)))
                .isInstanceOf(ResourceNotFoundException.class);
        client.createLogGroup(request -> request.logGroupName(GROUP).tags(Map.of("k", "v")));
        assertThatThrownBy(() -> put(event(Duration.ZERO, "a")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("log stream");
        client.createLogStream(request -> request.logGroupName(GROUP).logStreamName(STREAM));
        client.putRetentionPolicy(request -> request.logGroupName(GROUP).retentionInDays(7));
        assertThat(put(event(Duration.ZERO, "a"), event(Duration.ZERO, "\u00e9"))
                        .rejectedLogEventsInfo())
                .isNull();
        assertThatThrownBy(() -> client.createLogGroup(request -> request.logGroupName(GROUP)))
                .isInstanceOf(ResourceAlreadyExistsException.class);
        assertThatThrownBy(() -> client.createLogStream(
                        request -> request.logGroupName(GROUP).logStreamName(STREAM)))
                .isInstanceOf(ResourceAlreadyExistsException.class);
        assertThat(receiver.received().logs().groups()).isEqualTo(Map.of(GROUP, new LogGroup(7, Map.of(STREAM, 2L))));
        assertThat(receiver.received().logs().latest())
                .extracting(LogEvent::message)
                .containsExactly("a", "\u00e9");
    }

    @Test
    void eventsOutsideTheirTimeAreRefusedByIndex() {
        create();
        List<InputLogEvent> events = List.of(
                event(Duration.ofDays(-14).minusMillis(1), "too old"),
                event(Duration.ofHours(-1), "first"),
                event(Duration.ofHours(2), "last"),
                event(Duration.ofHours(2).plusMillis(1), "too new"));
        assertThat(put(events.toArray(InputLogEvent[]::new)).rejectedLogEventsInfo())
                .isEqualTo(RejectedLogEventsInfo.builder()
                        .tooOldLogEventEndIndex(1)
                        .tooNewLogEventStartIndex(3)
                        .build());
        client.putRetentionPolicy(request -> request.logGroupName(GROUP).retentionInDays(1));
        assertThat(put(event(Duration.ofDays(-1).minusMillis(1), "expired")).rejectedLogEventsInfo())
                .isEqualTo(RejectedLogEventsInfo.builder()
                        .expiredLogEventEndIndex(1)
                        .build());
        assertThat(receiver.received().logs().latest())
                .extracting(LogEvent::message)
                .containsExactly("first", "last");
        assertThat(receiver.received().logs().rejected()).isEqualTo(3);
    }

    @Test
    void aBatchOutOfOrderOrOverMoreThanADayFailsAsAWhole() {
        create();
        assertInvalid("chronological", event(Duration.ZERO, "b"), event(Duration.ofMillis(-1), "a"));
        assertInvalid("24 hours", event(Duration.ofHours(-24).minusMillis(1), "a"), event(Duration.ZERO, "b"));
        put(event(Duration.ofHours(-24), "a"), event(Duration.ZERO, "b"));
        assertThat(receiver.received().logs().events()).isEqualTo(2);
    }

    @Test
    void aBatchIsLimitedInEventsAndBytes() {
        create();
        assertInvalid("1 to 10000 elements", events(10_001, "x"));
        put(events(10_000, "x"));
        // Two bytes each in UTF-8, and all of them at the limit together.
        String quarter = "\u00e9".repeat((262_144 - 26) / 2);
        put(events(4, quarter));
        assertInvalid("1048576 bytes", events(4, quarter, "x"));
        assertInvalid("262144 bytes", event(Duration.ZERO, quarter + "x"));
        assertInvalid("characters", event(Duration.ZERO, ""));
        assertThat(receiver.received().logs().events()).isEqualTo(10_004);
    }

    @Test
    void eventsAreReadBackPageByPageInEitherDirection() {
        create();
        put(event(Duration.ofSeconds(-3), "a"), event(Duration.ofSeconds(-1), "c"), event(Duration.ZERO, "d"));
        put(event(Duration.ofSeconds(-2), "b"), event(Duration.ofSeconds(-1), "c"));
        assertThat(read(request -> {}).events())
                .extracting(OutputLogEvent::message)
                .containsExactly("a", "b", "c", "c", "d");
        OutputLogEvent first =
                read(request -> request.limit(1).startFromHead(true)).events().get(0);
        assertThat(first.timestamp()).isEqualTo(now.minusSeconds(3).toEpochMilli());
        assertThat(first.ingestionTime()).isEqualTo(now.toEpochMilli());
        assertThat(pages(true)).containsExactly(List.of("a", "b"), List.of("c", "c"), List.of("d"), List.of());
        assertThat(pages(false)).containsExactly(List.of("c", "d"), List.of("b", "c"), List.of("a"), List.of());
        assertThat(read(request -> request.startTime(now.minusSeconds(2).toEpochMilli())
                                .endTime(now.toEpochMilli()))
                        .events())
                .extracting(OutputLogEvent::message)
                .containsExactly("b", "c", "c");
    }

    /** A reader that follows a stream goes on from where it is, and back over what it has read. */
    @Test
    void aTokenStaysWhereItIs() {
        create();
        GetLogEventsResponse nothing = read(request -> request.startFromHead(true));
        assertThat(nothing.events()).isEmpty();
        put(event(Duration.ZERO, "a"));
        GetLogEventsResponse next = read(request -> request.startFromHead(true).nextToken(nothing.nextForwardToken()));
        assertThat(next.events()).extracting(OutputLogEvent::message).containsExactly("a");
        GetLogEventsResponse end = read(request -> request.startFromHead(true).nextToken(next.nextForwardToken()));
        assertThat(end.events()).isEmpty();
        assertThat(end.nextForwardToken()).isEqualTo(next.nextForwardToken());
        assertThatThrownBy(() -> read(request -> request.nextToken(next.nextForwardToken())))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("startFromHead");
    }

    @Test
    void aPageHoldsAMebibyteAtMost() {
        create();
        String quarter = "x".repeat(262_144 - 26);
        put(events(4, quarter));
        put(event(Duration.ZERO, "y"));
        assertThat(read(request -> request.startFromHead(true)).events()).hasSize(4);
        assertThat(read(request -> {}).events()).hasSize(4);
    }

    @Test
    void aGroupIsReadByItsNameOrItsArn() {
        create();
        put(event(Duration.ZERO, "a"));
        for (String group : List.of(GROUP, "arn:aws:logs:us-east-1:123456789012:log-group:" + GROUP)) {
            assertThat(client.getLogEvents(
                                    request -> request.logGroupIdentifier(group).logStreamName(STREAM))
                            .events())
                    .hasSize(1);
        }
        for (String[] names : new String[][] {{"/none", STREAM}, {GROUP, "none"}}) {
            assertThatThrownBy(() -> client.getLogEvents(
                            request -> request.logGroupName(names[0]).logStreamName(names[1])))
                    .isInstanceOf(ResourceNotFoundException.class);
        }
    }

    private GetLogEventsResponse read(Consumer<GetLogEventsRequest.Builder> more) {
        return client.getLogEvents(request -> {
            request.logGroupName(GROUP).logStreamName(STREAM);
            more.accept(request);
        });
    }

    /** Pages of two, until a token leads to itself. */
    private List<List<String>> pages(boolean fromHead) {
        List<List<String>> pages = new ArrayList<>();
        String token = null;
        String next = "";
        while (!next.equals(token)) {
            token = next.isEmpty() ? null : next;
            String from = token;
            GetLogEventsResponse page =
                    read(request -> request.limit(2).startFromHead(fromHead).nextToken(from));
            pages.add(page.events().stream().map(OutputLogEvent::message).toList());
            next = fromHead ? page.nextForwardToken() : page.nextBackwardToken();
        }
        return pages;
    }

    @Test
    void embeddedMetricsAreExtractedForEverySetOfDimensions() {
        create();
        put(event(Duration.ZERO, """
                {"_aws":{"Timestamp":%d,"CloudWatchMetrics":[{"Namespace":"Inferometer",
                "Dimensions":[["EndpointName"],["EndpointName","ModelName"]],
                "Metrics":[{"Name":"Invocations","Unit":"Count"},{"Name":"ModelLatency","Unit":"Microseconds"}]}]},
                "EndpointName":"ep","ModelName":"m","Invocations":3,"ModelLatency":[1.5,2,4],"InferenceId":"x"}
                """.formatted(now.toEpochMilli())));
        ReceivedLogs logs = receiver.received().logs();
        assertThat(logs.embedded()).isEqualTo(1);
        assertThat(logs.latestBreaches()).isEmpty();
        assertThat(logs.metrics().sum("Inferometer", "Invocations", Map.of("EndpointName", "ep")))
                .isEqualTo(3);
        assertThat(logs.metrics().sum("Inferometer", "ModelLatency", Map.of("EndpointName", "ep", "ModelName", "m")))
                .isEqualTo(7.5);
        assertThat(logs.metrics().data()).isEqualTo(4);
        assertThat(receiver.received().metricData().data()).isZero();
    }

    private void create() {
        client.createLogGroup(request -> request.logGroupName(GROUP));
        client.createLogStream(request -> request.logGroupName(GROUP).logStreamName(STREAM));
    }

    private InputLogEvent event(Duration fromNow, String message) {
        return InputLogEvent.builder()
                .timestamp(now.plus(fromNow).toEpochMilli())
                .message(message)
                .build();
    }

    private InputLogEvent[] events(int number, String message, String... more) {
        return Stream.concat(Stream.generate(() -> message).limit(number), Stream.of(more))
                .map(text -> event(Duration.ZERO, text))
                .toArray(InputLogEvent[]::new);
    }

    private PutLogEventsResponse put(InputLogEvent... events) {
        return client.putLogEvents(
                request -> request.logGroupName(GROUP).logStreamName(STREAM).logEvents(events));
    }

    private void assertInvalid(String message, InputLogEvent... events) {
        assertThatThrownBy(() -> put(events))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(message);
    }
}
