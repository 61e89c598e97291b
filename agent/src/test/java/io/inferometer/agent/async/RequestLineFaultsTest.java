package io.inferometer.agent.async;

import static io.inferometer.agent.async.TrackerHarness.OK;
import static io.inferometer.agent.async.TrackerHarness.SERVER;
import static io.inferometer.agent.async.TrackerHarness.nanos;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.PlainText;
import io.inferometer.exporter.api.RequestLine;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids and messages made to confuse, and secrets: a line stays whole and clean. */
class RequestLineFaultsTest {

    private static final String SECRET = "Zq7xHunter2Wk29";

    private final TrackerHarness queue = new TrackerHarness();

    private RequestLine line(String id, byte how, String failure) {
        queue.process(id, how, failure);
        queue.look(100);
        queue.tracker.inWindow(nanos(100));
        List<RequestLine> lines = queue.tracker.linesInWindow();
        queue.tracker.beginWindow();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a] Inference request succeeded. [b",
                "a\n1970-01-01T00:00:00.000:[sagemaker logs] [b] Inference request succeeded.",
                "a\rb",
                "a\u0000b",
                "a\u001b[2Jb",
                "a\u2028b",
                "a\u202eb",
                "\ud800",
                "\ufffe",
                "[",
                "]]]]"
            })
    void anIdEndsWhereTheLineSaysSo(String hostile) {
        RequestLine line = line(hostile, OK, null);
        assertThat(line.id()).hasSizeBetween(1, 64).doesNotContain("[", "]").isEqualTo(PlainText.of(line.id()));
        assertThat(line.line()).matches("1970-01-01T00:00:00\\.020:\\[sagemaker logs] \\[[^\\[\\]\n]+] Inference .*");
    }

    @Test
    void differentIdsStayDifferent() {
        Set<String> shown = new HashSet<>();
        for (String id : List.of(
                "a[b",
                "a]b",
                "a\u0000(b",
                "a\u0000b",
                "a(b",
                "a\nb",
                "a\rb",
                "a\ufffdb",
                "x".repeat(65),
                "x".repeat(66))) {
            assertThat(shown.add(line(id, OK, null).id())).as(id).isTrue();
        }
    }

    /** They are what a line is found by. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "5ea751c9-9271-4533-bc09-c117791e1372",
                "01ARZ3NDEKTSV4RRFFQ69G5FAV",
                "da39a3ee5e6b4b0d3255bfef95601890afd80709",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "V1StGXR8_Z5jdHi6B-myT",
                "request-17",
                "tenant/42:job.7"
            })
    void anOrdinaryIdIsShownAsItIs(String id) {
        assertThat(line(id, OK, null).id()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password=" + SECRET,
                "https://user:" + SECRET + "@host/path",
                "https://a-user-with-a-rather-long-name:" + SECRET + "@host.example/a/path/with/many/steps",
                "Authorization: Bearer " + SECRET + "abcdef",
                "token: " + SECRET
            })
    void secretsAreMasked(String text) {
        RequestLine line = line(text, SERVER, "java.lang.IllegalStateException: " + text);
        assertThat(line.line()).doesNotContain(SECRET).contains("***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\n1970-01-01T00:00:00.000:[sagemaker logs] [b] Inference request succeeded.",
                "a\r\n\tat com.acme.Model.run(Model.java:7)",
                "a\u001b[2J\u202e\ud800",
                "\u0000"
            })
    void aMessageIsOneLine(String hostile) {
        assertThat(line("id", SERVER, hostile).line())
                .matches(
                        "1970-01-01T00:00:00\\.020:\\[sagemaker logs] \\[id] Received server error \\(500\\) from primary"
                                + " with message \"[^\\p{Cntrl}\u2028\u2029\u202e]*\"\\. ModelLatency: 10000 us.*");
    }

    @Test
    void aMessageEndsWhereItsQuoteDoes() {
        assertThat(line("id", SERVER, "a\". TotalProcessingTime: 0 ms \\").text())
                .startsWith("Received server error (500) from primary with message"
                        + " \"a\\\". TotalProcessingTime: 0 ms \\\\\". ModelLatency: ");
    }
}
