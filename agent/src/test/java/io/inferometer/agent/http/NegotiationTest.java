package io.inferometer.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.prometheus.OpenMetricsText;
import io.inferometer.exporter.prometheus.PrometheusText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NegotiationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/openmetrics-text",
                "Application/OpenMetrics-Text; Version=1.0.0; charset=utf-8",
                "application/openmetrics-text;version=\"1.0.0\", */*",
                "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
                        + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
                "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;q=0.5"
            })
    void openMetricsIsForWhoPrefersIt(String accept) {
        assertThat(Negotiation.format(accept)).isInstanceOf(OpenMetricsText.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "text/html,application/xhtml+xml,*/*;q=0.8",
                "text/plain;version=0.0.4;q=0.6,application/openmetrics-text;q=0.5",
                "application/openmetrics-text;q=0",
                "application/openmetrics-text;version=0.0.1",
                "application/openmetrics-text;version=2.0.0",
                "application/openmetrics-textual",
                ";;;q=,,,q=x"
            })
    void everyoneElseGetsPrometheusText(String accept) {
        assertThat(Negotiation.format(accept)).isInstanceOf(PrometheusText.class);
    }

    @ParameterizedTest
    @CsvSource({
        "gzip, true",
        "'gzip, deflate, br', true",
        "'GZIP;Q=0.5, identity;q=0.5', true",
        "x-gzip, true",
        "*, true",
        "'*;q=0.1, identity;q=0', true",
        "'', false",
        "br, false",
        "gzip;q=0, false",
        "'gzip;q=0, *', false",
        "'gzip;q=0.5, identity', false",
        "identity, false",
        "gzipped, false"
    })
    void gzipIsForClientsThatAcceptIt(String acceptEncoding, boolean accepted) {
        assertThat(Negotiation.acceptsGzip(acceptEncoding)).isEqualTo(accepted);
    }
}
