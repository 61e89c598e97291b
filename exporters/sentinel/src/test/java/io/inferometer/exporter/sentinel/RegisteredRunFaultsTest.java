package io.inferometer.exporter.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** What the service answers to a registration, and what it had better not. */
class RegisteredRunFaultsTest {

    private static final String ANSWER =
            "{'run_id':'r1','upload_uri_prefix':'s3://bucket/runs/r1','upload_credentials':"
                    + "{'access_key':'AKIA','secret_key':'hush','session_token':'token','expires_at':'2026-01-02T03:04:05Z'}}";

    @Test
    void theRecordedAnswerIsRead() throws IOException {
        RegisteredRun run = RegisteredRun.of(Recorded.answer("register"));

        assertThat(run.runId()).isEqualTo("run-stream-001");
        assertThat(run.prefix().object(1)).hasToString("s3://bucket/runs/stream-001/0001.csv.gz");
        assertThat(run.credentials().expiry()).isEqualTo("2099-12-31T23:59:59Z");
        assertThat(run.credentials().region()).contains("us-east-1");
        assertThat(run.credentials().identity().sessionToken()).isEqualTo("token...");
        assertThat(UploadCredentials.of(Recorded.answer("refresh")).identity().accessKeyId())
                .isEqualTo("AKIA-NEW...");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-02T03:04:05Z",
                "2026-01-02T03:04:05+00:00",
                "2026-01-02T04:34:05.000+01:30",
                "2026-01-02T03:04:05.000000Z"
            })
    void everyFormOfAnExpiryIsTheSameInstant(String expiry) throws IOException {
        assertThat(run(ANSWER.replace("2026-01-02T03:04:05Z", expiry))
                        .credentials()
                        .expiry())
                .isEqualTo("2026-01-02T03:04:05Z");
    }

    @Test
    void anExpiryHasTwoNamesOrIsNotSaid() throws IOException {
        assertThat(run(ANSWER.replace("expires_at", "expiration")).credentials().expiry())
                .isEqualTo("2026-01-02T03:04:05Z");
        assertThat(run(ANSWER.replace("expires_at", "other")).credentials().expiry())
                .isEqualTo(Instant.MAX);
        assertThat(run(ANSWER).credentials().region()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "'r1', ''              | the service's answer has no run_id",
                "'r1', 7               | the service's answer has no run_id",
                "'upload_uri_prefix', 'x' | the service's answer has no upload_uri_prefix",
                "s3://, https://       | the service's upload_uri_prefix must be s3://bucket/key, found 'https://bucket/runs/r1'",
                "'upload_credentials', 'x' | the service's answer has no upload_credentials",
                "'access_key', 'x'     | the service's answer has no upload_credentials.access_key",
                "'hush', null          | the service's answer has no upload_credentials.secret_key",
                "'token', 'to ken'     | the service's upload_credentials.session_token is malformed",
                "03:04:05Z, noon       | the service's upload_credentials.expires_at must be a time such as"
                        + " 2026-01-02T03:04:05Z, found '2026-01-02Tnoon'"
            },
            delimiter = '|')
    void whatIsMissingOrMalformedIsNamed(String change, String line) {
        String[] fromTo = change.split(", ", 2);

        assertThatThrownBy(() -> run(ANSWER.replace(fromTo[0].strip(), fromTo[1].strip())))
                .isInstanceOf(IOException.class)
                .hasMessage(line)
                .hasMessageNotContaining("hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "null", "{}"})
    void anotherDocumentIsNoRun(String document) {
        assertThatThrownBy(() -> run(document)).hasMessage("the service's answer has no run_id");
    }

    @Test
    void nothingShowsASecret() throws IOException {
        assertThat(run(ANSWER).toString()).doesNotContain("hush", "'token'", "AKIA");
    }

    private static RegisteredRun run(String answer) throws IOException {
        return RegisteredRun.of(JsonNode.parser().parse(answer.replace('\'', '"')));
    }
}
