package io.inferometer.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class GoldenTest {

    @Test
    void prometheusTextIsWrittenToTheLetter() throws IOException {
        assertThat(Fixtures.text(new PrometheusText(), Fixtures.full())).isEqualTo(resource("full.prom"));
    }

    @Test
    void openMetricsTextIsWrittenToTheLetter() throws IOException {
        assertThat(Fixtures.text(new OpenMetricsText(), Fixtures.full())).isEqualTo(resource("full.openmetrics"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = GoldenTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
