package io.inferometer.exporter.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.MissingSettingException;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service and S3 had better not answer: rows are kept, in every case. */
class SentinelExporterFaultsTest {

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

    private static Delivery.RetryLater later(Delivery delivery) {
        assertThat(delivery).isInstanceOf(Delivery.RetryLater.class);
        return (Delivery.RetryLater) delivery;
    }

    private static Answer s3(int status, String code) {
        return Answer.of(status, "<Error><Code>" + code + "</Code><Message>Because of tok</Message></Error>");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aTokenThatIsRefusedIsTriedEverMoreSeldom(int status) {
        sentinel.answers("/runs", Answer.of(status, "{\"detail\":\"Bearer tok is invalid\"}"));
        Duration before = Duration.ZERO;
        String reason = later(exporter.begin()).reason();
        for (int attempt = 0; attempt < 8; attempt++) {
            Delivery.RetryLater later = later(exporter.begin());
            assertThat(later.reason())
                    .isEqualTo(reason)
                    .contains("sentinel.token")
                    .doesNotContain("Bearer");
            assertThat(later.after()).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(Duration.ofHours(1));
            before = later.after();
        }
        assertThat(before).isEqualTo(Duration.ofHours(1));
        sentinel.answers("/none", Answer.OK);
        assertThat(exporter.begin()).isEqualTo(Delivery.delivered());
    }

    @Test
    void aRunThatIsInvalidShowsWhatTheServiceSaysOfItWithoutSecrets() {
        sentinel.answers(
                "/runs", Answer.of(422, "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"password=hunter2 required\"}]}"));
        Delivery.RetryLater later = later(exporter.begin());
        assertThat(later.reason()).contains("422", "required").doesNotContain("hunter2");
        assertThat(later.after()).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void rowsThatAreRefusedAreKept() {
        sentinel.answers("/finish", Answer.of(422, "{\"detail\":\"wrong column names\"}"));
        assertThat(later(exporter.finish("jvm", RowWindows.of("jvm", 1, 1))).reason())
                .contains("wrong column names");
        sentinel.answers("/none", Answer.OK);
        assertThat(exporter.finish("jvm", RowWindows.of("jvm", 1, 1))).isEqualTo(Delivery.delivered());
        assertThat(FakeSentinel.rows(
                        sentinel.finishes().get(0).field("data_csv").asString()))
                .hasSize(RowWindows.ROWS);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`{}`, run_id",
                "`{\"run_id\":\"r\"}`, upload_uri_prefix",
                "`{\"run_id\":\"r\",\"upload_uri_prefix\":\"https://bucket/r\"}`, s3://bucket/key",
                "`{\"run_id\":\"r\",\"upload_uri_prefix\":\"s3://bucket/r\"}`, upload_credentials",
                "`not JSON`, is not JSON"
            })
    void anAnswerThatCannotBeUsedIsNotAskedForAgainAtOnce(String answer, String named) {
        sentinel.answers("/runs", Answer.of(200, answer));
        Delivery.RetryLater later = later(exporter.begin());
        assertThat(later.reason()).contains(named);
        assertThat(later.after()).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 409, 410})
    void aRunThatTheServiceForgotIsBegunAnewWithTheRowsThatItDoesNotHave(int status) {
        exporter.begin();
        sentinel.answers("/refresh-credentials", Answer.error(status, "Gone", "no such run"));
        SentinelExporter next = sentinel.exporter();
        assertThat(later(next.upload(RowWindows.of("jvm", 1, 1))).reason()).contains("another run");
        sentinel.answers("/none", Answer.OK);
        assertThat(next.upload(RowWindows.of("jvm", 1, 1))).isEqualTo(Delivery.delivered());
        assertThat(sentinel.objects()).containsExactly("/bucket/r2/0001.csv.gz");
        next.close();
    }

    @ParameterizedTest
    @CsvSource({"500, InternalError", "503, SlowDown", "403, AccessDenied", "400, BadRequest"})
    void anUploadThatFailsIsTheSameTheNextTime(int status, String code) {
        AtomicInteger left = new AtomicInteger(1);
        sentinel.answersBefore(request -> request.method().equals("PUT") && left.getAndDecrement() > 0
                ? Optional.of(s3(status, code))
                : Optional.empty());
        Delivery.RetryLater later = later(exporter.upload(RowWindows.of("jvm", 1, 2)));
        assertThat(later.reason()).contains(Integer.toString(status), code, "s3://bucket/r1/0001.csv.gz");
        assertThat(exporter.upload(RowWindows.of("jvm", 1, 2))).isEqualTo(Delivery.delivered());
        assertThat(sentinel.objects()).containsExactly("/bucket/r1/0001.csv.gz");
        assertThat(RowWindows.seconds(sentinel.uploadedRows())).isEqualTo(RowWindows.seconds(1, 2));
    }

    @ParameterizedTest
    @CsvSource({"400, ExpiredToken", "400, InvalidToken", "403, InvalidAccessKeyId"})
    void credentialsThatAreRefusedAreRefreshedInTheSameUpload(int status, String code) {
        sentinel.answersBefore(request -> "token-0".equals(request.headers().get("x-amz-security-token"))
                ? Optional.of(s3(status, code))
                : Optional.empty());
        assertThat(exporter.upload(RowWindows.of("jvm", 1, 1))).isEqualTo(Delivery.delivered());
        assertThat(sentinel.refreshes()).isEqualTo(1);
    }

    @Test
    void credentialsThatCameExpiredAreRefreshedOnceAndTheUploadIsTried() {
        sentinel.expiry("2020-01-01T00:00:00Z");
        assertThat(exporter.upload(RowWindows.of("jvm", 1, 1))).isEqualTo(Delivery.delivered());
        assertThat(exporter.upload(RowWindows.of("jvm", 2, 2))).isEqualTo(Delivery.delivered());

        assertThat(sentinel.refreshes()).isEqualTo(1);
        assertThat(RowWindows.seconds(sentinel.uploadedRows())).isEqualTo(RowWindows.seconds(1, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a b", "a\r\nX-Other: b", "t\u00f6ken"})
    void aTokenThatIsNoneLeavesTheExporterOff(String token) {
        sentinel.settings().with("sentinel.token", token);

        assertThatThrownBy(sentinel::exporter)
                .isInstanceOf(MissingSettingException.class)
                .hasMessageStartingWith("sentinel.token must be ");
        assertThat(sentinel.runs()).isZero();
    }

    @Test
    void aClockThatIsWrongIsPutRightByWhatS3Says() {
        AtomicInteger refusals = new AtomicInteger();
        sentinel.answersBefore(request -> {
            boolean isSkewed = request.headers().getOrDefault("x-amz-date", "").startsWith("2099");
            refusals.addAndGet(isSkewed ? 1 : 0);
            return isSkewed ? Optional.of(s3(403, "RequestTimeTooSkewed")) : Optional.empty();
        });
        sentinel.expiry("2199-01-01T00:00:00Z");
        SentinelExporter skewed = sentinel.exporter(Clock.fixed(Instant.parse("2099-01-01T00:00:00Z"), ZoneOffset.UTC));
        assertThat(skewed.upload(RowWindows.of("jvm", 1, 1))).isEqualTo(Delivery.delivered());
        assertThat(skewed.upload(RowWindows.of("jvm", 2, 2))).isEqualTo(Delivery.delivered());
        assertThat(refusals).hasValue(1);
        skewed.close();
    }

    @Test
    void aProxyThatIsNoneIsSaidBeforeAnythingIsSent() {
        sentinel.settings().with("sentinel.url", URI.create("http://sentinel.example"));
        System.setProperty("http.proxyHost", "no host");
        try {
            assertThatThrownBy(sentinel::exporter)
                    .isInstanceOf(MissingSettingException.class)
                    .hasMessageContaining("http.proxyHost");
        } finally {
            System.clearProperty("http.proxyHost");
        }
    }

    @Test
    void aNoteThatCannotBeReadCostsOneLineAndMakesAnotherRun() {
        sentinel.notes().write("jvm", "{damaged");
        assertThat(exporter.finish("jvm", List.of())).isEqualTo(Delivery.delivered());
        assertThat(sentinel.settings().warnings()).isNotEmpty().allMatch(line -> line.contains("cannot be read"));
    }
}
