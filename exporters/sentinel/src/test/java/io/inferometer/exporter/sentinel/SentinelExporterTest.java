package io.inferometer.exporter.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import io.inferometer.exporter.awsclient.fixture.FakeService.Request;
import io.inferometer.exporter.fixture.Given;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs from their start to their end, in one JVM and over several. */
@Tag("safety")
class SentinelExporterTest {

    private FakeSentinel sentinel;
    private SentinelExporter exporter;

    @BeforeEach
    void start() throws IOException {
        sentinel = new FakeSentinel("jvm");
        exporter = sentinel.exporter();
    }

    @AfterEach
    void stop() {
        exporter.close();
        sentinel.close();
    }

    private Request finish() {
        assertThat(sentinel.finishes()).hasSize(1);
        return sentinel.finishes().get(0);
    }

    private static void assertArrived(Delivery delivery) {
        assertThat(delivery).isEqualTo(Delivery.delivered());
    }

    @Test
    void aShortRunGoesInline() {
        assertArrived(exporter.begin());
        assertArrived(exporter.finish("jvm", RowWindows.of("jvm", 1, 2)));

        assertThat(finish().path()).isEqualTo("/runs/r1/finish");
        assertThat(finish().field("data_source").asString()).isEqualTo("inline");
        assertThat(finish().field("run_status").asString()).isEqualTo("finished");
        assertThat(finish().field("exit_code").isNull()).isTrue();
        List<String> rows = FakeSentinel.rows(finish().field("data_csv").asString());
        assertThat(RowWindows.seconds(rows)).isEqualTo(RowWindows.seconds(1, 2));
        assertThat(rows.get(0)).isEqualTo("1,,,,,,0.5" + ",".repeat(25));
        assertThat(exporter.finish("jvm", List.of())).isEqualTo(Delivery.nothing());
        assertThat(sentinel.notes().runs()).isEmpty();
    }

    @Test
    void aRunWithoutRowsIsFinishedWithTheHeader() {
        assertArrived(exporter.finish("jvm", List.of()));

        assertThat(finish().field("data_csv").asString())
                .startsWith("timestamp,system_processes,")
                .endsWith("\n");
        assertThat(sentinel.runs()).isEqualTo(1);
    }

    @Test
    void aLongRunIsUploadedBitByBitAndFinishedWithItsObjects() {
        assertArrived(exporter.begin());
        assertArrived(exporter.upload(RowWindows.of("jvm", 1, 6)));
        assertArrived(exporter.upload(RowWindows.of("jvm", 7, 12)));
        sentinel.exitCode(1);
        assertArrived(exporter.finish("jvm", RowWindows.of("jvm", 13, 13)));

        assertThat(sentinel.objects())
                .containsExactly("/bucket/r1/0001.csv.gz", "/bucket/r1/0002.csv.gz", "/bucket/r1/0003.csv.gz");
        assertThat(finish().text())
                .contains("\"exit_code\":1", "\"run_status\":\"failed\"", "\"data_source\":\"s3\"")
                .contains(
                        "[\"s3://bucket/r1/0001.csv.gz\",\"s3://bucket/r1/0002.csv.gz\",\"s3://bucket/r1/0003.csv.gz\"]");
        assertThat(RowWindows.seconds(sentinel.uploadedRows())).isEqualTo(RowWindows.seconds(1, 13));
        assertThat(sentinel.headers())
                .hasSize(3)
                .containsOnly(new CsvText().toString().strip());
    }

    @Test
    void aRunWithUploadsIsNotFinishedBeforeItsLastRowsArrived() {
        assertArrived(exporter.upload(RowWindows.of("jvm", 1, 1)));
        sentinel.answersBefore(request ->
                request.method().equals("PUT") ? Optional.of(Answer.error(503, "Away", "later")) : Optional.empty());
        assertThat(exporter.finish("jvm", RowWindows.of("jvm", 2, 2))).isInstanceOf(Delivery.RetryLater.class);
        assertThat(sentinel.finishes()).isEmpty();
        sentinel.answers("/none", Answer.OK);
        assertArrived(exporter.finish("jvm", RowWindows.of("jvm", 2, 2)));

        assertThat(finish().field("data_source").asString()).isEqualTo("s3");
        assertThat(finish().text()).contains("[\"s3://bucket/r1/0001.csv.gz\",\"s3://bucket/r1/0002.csv.gz\"]");
        assertThat(RowWindows.seconds(sentinel.uploadedRows())).isEqualTo(RowWindows.seconds(1, 2));
    }

    /** Five minutes before they expire. */
    @Test
    void credentialsThatSoonExpireAreRefreshedBeforeTheUpload() {
        Instant begin = Instant.parse("2026-01-01T00:00:00Z");
        AtomicReference<Instant> now = new AtomicReference<>(begin);
        InstantSource clock = now::get;
        List<String> tokens = new ArrayList<>();
        sentinel.answersBefore(request -> {
            if (request.method().equals("PUT")) {
                tokens.add(request.headers().get("x-amz-security-token"));
            }
            return Optional.empty();
        });
        sentinel.expiry("2026-01-01T01:00:00Z");
        SentinelExporter other = sentinel.exporter(clock.withZone(ZoneOffset.UTC));
        assertArrived(other.begin());
        now.set(begin.plus(Duration.ofMinutes(54)));
        assertArrived(other.upload(RowWindows.of("jvm", 1, 1)));
        now.set(begin.plus(Duration.ofMinutes(55)));
        sentinel.expiry("2026-01-01T02:00:00Z");
        assertArrived(other.upload(RowWindows.of("jvm", 2, 2)));

        assertThat(tokens).containsExactly("token-0", "token-1");
        other.close();
    }

    @Test
    void cloudsAreAskedWhenARunIsRegisteredAndNotBefore() {
        sentinel.settings().with("sentinel.cloud-discovery", true);
        SentinelExporter other = sentinel.exporter();
        assertThat(sentinel.threads()).isEmpty();
        assertArrived(other.begin());
        assertThat(sentinel.threads()).hasSize(8).allMatch(name -> name.startsWith("cloud-"));
        other.close();
    }

    @Test
    void cloudsAreNotAskedWithoutTheSetting() {
        assertArrived(exporter.begin());

        assertThat(sentinel.runs()).isEqualTo(1);
        assertThat(sentinel.threads()).isEmpty();
    }

    @Test
    void nothingNewIsNoUpload() {
        assertThat(exporter.upload(List.of(RowWindows.of("jvm", 1, 1).get(0).toBuilder()
                        .hostRows(List.of())
                        .build())))
                .isEqualTo(Delivery.nothing());
        assertThat(sentinel.runs()).isZero();
    }

    @Test
    void aRunWhoseJvmWasKilledIsFinishedByTheNextAsFailed() {
        assertArrived(exporter.upload(RowWindows.of("killed", 1, 6)));
        SentinelExporter next = sentinel.exporter();

        // The kill came before the windows were acknowledged: they are offered again, with others.
        assertArrived(next.finish("killed", RowWindows.of("killed", 1, 8)));

        assertThat(finish().path()).isEqualTo("/runs/r1/finish");
        assertThat(finish().text()).contains("\"exit_code\":null", "\"run_status\":\"failed\"");
        assertThat(RowWindows.seconds(sentinel.uploadedRows())).isEqualTo(RowWindows.seconds(1, 8));
        assertThat(sentinel.refreshes()).as("credentials are not on disk").isEqualTo(1);
        assertThat(next.finish("killed", List.of())).isEqualTo(Delivery.nothing());
        assertThat(sentinel.notes().runs()).isEmpty();
        next.close();
    }

    @Test
    void aRunWhoseEndDidNotArriveIsFinishedByTheNextAsItEnded() {
        sentinel.answers("/finish", Answer.error(503, "Away", "later"));
        sentinel.exitCode(1);
        assertThat(exporter.finish("jvm", RowWindows.of("jvm", 1, 1))).isInstanceOf(Delivery.RetryLater.class);
        assertThat(sentinel.notes().read("jvm").orElseThrow())
                .contains("\"run_id\":\"r1\"")
                .doesNotContain("tok", "hush", "identity");
        sentinel.answers("/none", Answer.OK);

        assertArrived(exporter.finish("jvm", RowWindows.of("jvm", 1, 1)));

        assertThat(finish().text()).contains("\"exit_code\":1", "\"run_status\":\"failed\"");
    }

    @Test
    void anEndOfWhichOnlyTheAnswerWasLostIsNoFailure() {
        sentinel.answers("/finish", Answer.error(409, "Conflict", "finished already"));

        assertArrived(exporter.finish("jvm", List.of()));
        assertThat(exporter.finish("jvm", List.of())).isEqualTo(Delivery.nothing());
    }

    @Test
    void rowsBeyondAMebibyteAreUploadedWithoutAnUploadBefore() {
        assertArrived(exporter.finish("jvm", RowWindows.of("jvm", 1, 3000)));

        assertThat(finish().field("data_source").asString()).isEqualTo("s3");
        assertThat(sentinel.uploadedRows()).hasSize(30_000);
    }

    @Test
    void eachUploadHasColumnsForTheModelsOfItsOwnWindows() {
        sentinel.settings().with("sentinel.inference-columns", true);
        SentinelExporter other = sentinel.exporter();
        assertArrived(other.upload(List.of(called(1, "first"))));
        assertArrived(other.upload(List.of(called(2, "first"), called(3, "second"))));
        assertArrived(other.finish("jvm", List.of()));

        assertThat(sentinel.headers())
                .satisfiesExactly(
                        header -> assertThat(header)
                                .contains("process_gpu_utilized,inference_config_first_count,")
                                .doesNotContain("second"),
                        header -> assertThat(header)
                                .contains("process_gpu_utilized,inference_config_first_count,")
                                .contains(",inference_config_second_count,"));
        assertThat(RowWindows.seconds(sentinel.uploadedRows())).isEqualTo(RowWindows.seconds(1, 3));
        other.close();
    }

    private static Window called(long number, String model) {
        return RowWindows.of("jvm", number, number).get(0).toBuilder()
                .models(List.of(
                        Given.model(new ModelId("config", model, ""), 1_000_000).build()))
                .build();
    }

    @Test
    void windowsWithoutRowsOfARunThatNobodyKnowsMakeNoRun() {
        assertThat(exporter.finish("stranger", List.of())).isEqualTo(Delivery.nothing());
        assertThat(sentinel.runs()).isZero();
    }

    @Test
    void credentialsAreRefreshedBeforeTheyExpireAndNotAllTheTime() {
        sentinel.expiry(Instant.now().plusSeconds(5).toString());
        assertArrived(exporter.begin());
        for (int window = 1; window <= 5; window++) {
            assertArrived(exporter.upload(RowWindows.of("jvm", window, window)));
        }
        assertThat(sentinel.refreshes()).isZero();
        // Half the life of the first ones is over; so is that of the next ones at once.
        sentinel.expiry(Instant.now().minusSeconds(1).toString());
        SentinelExporter next = sentinel.exporter();
        for (int window = 6; window <= 9; window++) {
            assertArrived(next.upload(RowWindows.of("jvm", window, window)));
        }
        assertThat(sentinel.refreshes()).isEqualTo(1);
        next.close();
    }
}
