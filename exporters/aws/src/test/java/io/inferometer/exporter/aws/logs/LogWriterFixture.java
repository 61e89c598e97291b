package io.inferometer.exporter.aws.logs;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.aws.SetClock;
import io.inferometer.exporter.aws.WindowProgress;
import io.inferometer.exporter.awsclient.AwsConnection;
import io.inferometer.exporter.awsclient.fixture.FakeService.Request;
import io.inferometer.exporter.awsclient.fixture.ServiceFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** A writer of log events to a service that takes everything unless told otherwise. */
abstract class LogWriterFixture extends ServiceFixture {

    record Event(long millis, String message) {}

    record Events(List<Event> list) implements LogEvents {
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

    final SetClock clock = new SetClock();
    private AwsConnection<CloudWatchLogsClient> connection;
    LogWriter writer;

    @BeforeEach
    void create() throws IOException {
        connection = AwsConnection.open(CloudWatchLogsProvider.SERVICE, context, CloudWatchLogsClient::builder);
        writer = new LogWriter(new LogStream(connection::client, "/group", "variant/instance"), clock);
    }

    @AfterEach
    void close() {
        connection.close();
    }

    Delivery write(Event... events) {
        return write(new Events(List.of(events)), new WindowProgress(events.length));
    }

    Delivery write(Events events, WindowProgress progress) {
        return writer.write(events, 0, progress).orElseGet(progress::delivery);
    }

    static String target(Request request) {
        return request.headers().get("x-amz-target").replace("Logs_20140328.", "");
    }

    static List<JsonNode> batch(Request request) {
        return request.field("logEvents").asArray();
    }

    static List<String> messages(Request request) {
        return batch(request).stream()
                .map(event -> event.asObject().get("message").asString())
                .toList();
    }

    static long millis(JsonNode event) {
        return Long.parseLong(event.asObject().get("timestamp").asNumber());
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
