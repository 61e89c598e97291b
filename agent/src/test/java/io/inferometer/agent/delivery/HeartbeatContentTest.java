package io.inferometer.agent.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.CustomMetric;
import io.inferometer.exporter.api.RequestLine;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.fixture.Given;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeartbeatContentTest {

    private static final long MINUTE = 60_000;

    private final HeartbeatContent beat = new HeartbeatContent(Duration.ofMinutes(1));

    private static Window minute(long number, int metrics) {
        return Window.of(Given.resource("run"), number, number * MINUTE, (number + 1) * MINUTE)
                .customMetrics(Collections.nCopies(metrics, new CustomMetric("m" + number, 1, 1, 1)))
                .step(number)
                .build();
    }

    @Test
    void windowsBecomeOne() {
        assertThat(beat.window()).isNull();
        assertThat(beat.add(minute(1, 0))).isZero();
        assertThat(beat.add(minute(2, 0))).isZero();
        assertThat(beat.windows()).isEqualTo(2);
        assertThat(beat.window().startMillis()).isEqualTo(MINUTE);
        assertThat(beat.window().endMillis()).isEqualTo(3 * MINUTE);
        beat.sent();
        assertThat(beat.window()).isNull();
        assertThat(beat.windows()).isZero();
    }

    @Test
    void whatWouldReachBackTooFarIsDroppedAndCounted() {
        int fit = 16; // A quarter of an hour and the period.
        for (int i = 1; i <= fit; i++) {
            assertThat(beat.add(minute(i, 0))).isZero();
        }
        assertThat(beat.add(minute(fit + 1, 0))).isEqualTo(fit);
        assertThat(beat.windows()).isEqualTo(1);
        assertThat(beat.window().startMillis()).isEqualTo((fit + 1) * MINUTE);
    }

    @Test
    void theApplicationsMetricsAreTheNewestOnes() {
        beat.add(minute(1, HeartbeatContent.ITEMS));
        beat.add(minute(2, 3));
        assertThat(beat.window().customMetrics()).hasSize(HeartbeatContent.ITEMS);
        assertThat(beat.window().customMetrics().subList(HeartbeatContent.ITEMS - 3, HeartbeatContent.ITEMS))
                .extracting(CustomMetric::name)
                .containsOnly("m2");
        assertThat(beat.windows()).isEqualTo(2);
    }

    /** A quarter of an hour of them would be megabytes, and a heartbeat has no use for any. */
    @Test
    void linesOfRequestsAreNotKept() {
        RequestLine line = new RequestLine(1, "id", "text");
        beat.add(minute(1, 0).toBuilder().requestLines(List.of(line)).build());
        assertThat(beat.window().requestLines()).isEmpty();
        beat.add(minute(2, 0).toBuilder().requestLines(List.of(line)).build());
        assertThat(beat.window().requestLines()).isEmpty();
    }
}
