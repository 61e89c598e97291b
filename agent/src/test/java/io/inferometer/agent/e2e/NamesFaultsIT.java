package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferometer.agent.e2e.app.OddNames;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names that no one expects, everywhere they are shown: valid, apart, and with every call. */
class NamesFaultsIT {

    /** The calls of each model, in the order of their numbers. */
    private static final Long[] CALLS = {1L, 2L, 4L, 8L, 16L, 32L, 64L};

    private static final Pattern SAMPLE = Pattern.compile(
            "[a-z0-9_]+(\\{(?:[a-z_]+=\"(?:[^\"\\\\\n]|\\\\[n\\\\\"])*\"(?:,(?=[a-z])|(?=})))*})? \\S+");

    private static final Pattern COUNT =
            Pattern.compile("inferometer_inference_duration_seconds_count\\{(.*),outcome=.*", Pattern.DOTALL);

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @OneJdk
    void everyExpositionIsValidAndHoldsEveryCall(Jdk jdk) throws Exception {
        try (RunningJvm jvm = ForkedJvm.of(jdk).agent().start(OddNames.class)) {
            jvm.awaitOut("^ready$");
            URI address = jvm.metrics().address();
            for (String type : List.of("text/plain", "application/openmetrics-text")) {
                assertThat(counts(strict(address.resolve("metrics"), type)))
                        .as(type)
                        .containsExactlyInAnyOrder(CALLS);
            }

            JsonNode snapshot = new ObjectMapper().readTree(strict(address.resolve("api/snapshot"), "*/*"));
            List<Long> inSnapshot = new ArrayList<>();
            for (JsonNode model : snapshot.path("models")) {
                inSnapshot.add(model.path("total").path("count").asLong());
            }
            assertThat(inSnapshot).containsExactlyInAnyOrder(CALLS);

            Result top = ForkedJvm.of(jdk)
                    .runTool("java", "-jar", ForkedJvm.AGENT.toString(), "top", Long.toString(jvm.pid()), "--once");
            assertThat(top.exitCode()).as(top.err()).isZero();
            assertThat(top.out().lines().filter(line -> line.contains(" annotation ")))
                    .hasSize(CALLS.length);
            assertThat(top.out()).contains("[2J", "@\"\\ ").doesNotContainPattern("[\\x00-\\x09\\x0B-\\x1F\\x7F]");
            assertThat(jvm.finish().errLines()).hasSize(1);
        }
    }

    /** The body, which must be UTF-8 to the letter. */
    private static String strict(URI uri, String accept) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = CLIENT.send(
                HttpRequest.newBuilder(uri).header("Accept", accept).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(answer.body()))
                .toString();
    }

    /** The calls of each model; no line may be anything but a comment or a sample, and no series may come twice. */
    private static List<Long> counts(String text) {
        Map<String, Long> byModel = new HashMap<>();
        List<String> series = new ArrayList<>();
        for (String line : text.split("\n")) {
            if (!line.startsWith("# ")) {
                assertThat(line).matches(SAMPLE);
                String name = line.substring(0, line.lastIndexOf(' '));
                series.add(name);
                Matcher count = COUNT.matcher(name);
                if (count.matches()) {
                    byModel.merge(count.group(1), Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)), Long::sum);
                }
            }
        }
        assertThat(series).doesNotHaveDuplicates();
        return List.copyOf(byModel.values());
    }
}
