package io.inferometer.exporter.statsd;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.fixture.Given;
import io.inferometer.receiver.statsd.ReceivedStatsd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Names hold whatever an application puts into them: no line breaks, and no two models become one. */
@Timeout(60)
class HostileNamesFaultsTest {

    private static final List<String> NAMES = List.of(
            "a|b",
            "a:b",
            "a#b",
            "a,b",
            "a@b",
            "a b",
            "a_b",
            "a\nb",
            "a\r\nb",
            "a\tb",
            "a\0b",
            "a\u2028b",
            "a\u202Eb",
            "a\uD800b",
            "a\uDC00b",
            "a\uD83D\uDE00b",
            "|c|#model:other",
            "m:1|c\ninferometer.tokens:9|c",
            " ",
            "\n",
            "größe",
            "模型",
            "模".repeat(10_000),
            "模".repeat(10_001),
            "x".repeat(10_240),
            "x".repeat(10_240) + "y",
            "x".repeat(TagValue.LONGEST),
            "x".repeat(TagValue.LONGEST + 1),
            "m_0123456789abcdef");

    private static List<String> names() {
        List<String> names = new ArrayList<>(NAMES);
        // What a changed name looks like is a name, too.
        NAMES.forEach(name -> names.add(TagValue.of(name)));
        return names.stream().distinct().toList();
    }

    @Test
    void everyModelArrivesAsOne() throws IOException {
        List<String> names = names();
        List<ModelStats> models = new ArrayList<>();
        for (String name : names) {
            models.add(Given.model(new ModelId(name, name, name), 1_000_000).build());
        }
        String service = "s|#:,\n" + "y".repeat(10_240);
        Resource resource = new Resource(service, "e", "v", "i", 1, "run", "0", 0);
        try (Statsd statsd = new Statsd()) {
            Window window = Given.window(resource, 1, 10_000, models.toArray(new ModelStats[0]))
                    .build();
            assertThat(statsd.exporter().export(window)).isEqualTo(Delivery.delivered());
            ReceivedStatsd received = statsd.settled();
            assertThat(received.brokenLines()).isZero();
            assertThat(received.longest()).isLessThanOrEqualTo(Transmission.LONGEST);
            assertThat(Statsd.series(received, Statsd.COUNT, one -> true))
                    .hasSize(names.size())
                    .allSatisfy(one -> assertThat(one.sum()).isEqualByComparingTo("1"));
            assertThat(Statsd.series(received, "inferometer.tokens", one -> true))
                    .as("no name forges a line")
                    .isEmpty();
        }
    }

    @Test
    void plainNamesAreKept() {
        for (String name : List.of("minilm", "org/model-7.2_b", "größe", "模型", "_other_", "v1", "1.0.0-rc.1")) {
            assertThat(TagValue.of(name)).isEqualTo(name);
        }
    }

    @Test
    void whatWasMadeOfANameIsStable() {
        assertThat(TagValue.of("a|b")).isEqualTo(TagValue.of("a|b")).matches("a_b_[0-9a-f]{16}");
        assertThat(TagValue.of("")).matches("_[0-9a-f]{16}");
    }

    @Test
    void differentNamesStayDifferent() {
        Random random = new Random(5);
        String alphabet = "ab_|:#,@ \n.0\uD83D\uDE00\uD800é";
        Set<String> names = new HashSet<>(names());
        for (int i = 0; i < 20_000; i++) {
            StringBuilder name = new StringBuilder();
            int length = random.nextInt(1, 8);
            for (int c = 0; c < length; c++) {
                name.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            names.add(name.toString());
        }
        Set<String> values = new HashSet<>();
        for (String name : names) {
            String value = TagValue.of(name);
            assertThat(value).matches("[\\p{L}\\p{Nd}_./-]+");
            assertThat(value.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .hasSizeLessThanOrEqualTo(TagValue.LONGEST);
            values.add(value);
        }
        assertThat(values).hasSameSizeAs(names);
    }
}
