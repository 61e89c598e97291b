package io.inferometer.exporter.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import io.inferometer.exporter.awsclient.fixture.FakeService.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** A hundred uploads to a real S3 server over a way that fails at random, by JVMs that are killed at random: every row arrives once. */
@Tag("safety")
class ManyUploadsFaultsIT {

    private static final int UPLOADS = 100;
    private static final int MOST_ATTEMPTS = 200;

    @TempDir
    private Path directory;

    private final Random random = new Random(20_261_130);
    private S3Proxy storage;
    private int faults;

    /** Goes wrong and right again. */
    private Clock jumpingClock() {
        InstantSource jumping = () -> Instant.now().plus(random.nextInt(10) == 0 ? Duration.ofHours(1) : Duration.ZERO);
        return jumping.withZone(ZoneOffset.UTC);
    }

    private static Answer s3(int status, String code) {
        return Answer.of(status, "<Error><Code>" + code + "</Code><Message>at random</Message></Error>");
    }

    private Optional<Answer> answer(Request request) {
        if (!request.method().equals("PUT")) {
            return Optional.empty();
        }
        int fate = random.nextInt(10);
        faults += fate < 5 ? 1 : 0;
        return Optional.of(
                switch (fate) {
                    case 0 -> s3(500, "InternalError");
                    case 1 -> s3(503, "SlowDown");
                    case 2 -> Answer.HANG_UP;
                    case 3 -> s3(400, "ExpiredToken");
                    case 4 -> {
                        // Stored, and its answer is lost.
                        storage.forward(request);
                        yield Answer.HANG_UP;
                    }
                    default -> storage.forward(request);
                });
    }

    @Test
    void everyRowArrivesOnceAndTheRunIsFinishedWithWhatWasUploaded() throws IOException, InterruptedException {
        try (S3Proxy proxy = new S3Proxy(directory, "hush");
                FakeSentinel sentinel = new FakeSentinel("jvm")) {
            storage = proxy;
            sentinel.answersBefore(this::answer);
            int kills = 0;
            SentinelExporter exporter = sentinel.exporter(jumpingClock());
            for (int upload = 1; upload <= UPLOADS; upload++) {
                List<Window> windows = RowWindows.of("jvm", upload, upload);
                int attempts = 0;
                while (!exporter.upload(windows).equals(Delivery.delivered())) {
                    assertThat(++attempts).isLessThan(MOST_ATTEMPTS);
                    if (random.nextInt(4) == 0) {
                        exporter.close();
                        exporter = sentinel.exporter(jumpingClock());
                        kills++;
                    }
                }
            }
            while (!exporter.finish("jvm", List.of()).equals(Delivery.delivered())) {
                assertThat(sentinel.finishes()).isEmpty();
            }
            exporter.close();

            Map<String, byte[]> objects = proxy.objects();
            List<String> rows = new ArrayList<>();
            objects.values().forEach(object -> rows.addAll(FakeSentinel.rows(object)));
            assertThat(objects).hasSize(UPLOADS);
            assertThat(RowWindows.seconds(rows)).containsExactlyElementsOf(RowWindows.seconds(1, UPLOADS));
            assertThat(sentinel.finishes()).hasSize(1);
            assertThat(sentinel.finishes().get(0).field("data_uris").asArray().stream()
                            .map(JsonNode::asString)
                            .toList())
                    .containsExactlyElementsOf(objects.keySet());
            assertThat(faults).isGreaterThan(UPLOADS / 2);
            System.err.printf("%d uploads, %d faults, %d kills%n", UPLOADS, faults, kills);
        }
    }
}
