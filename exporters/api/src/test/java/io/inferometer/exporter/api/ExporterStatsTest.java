package io.inferometer.exporter.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.ExporterStats.Power;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExporterStatsTest {

    @ParameterizedTest
    @CsvSource({
        "ON, 0, 0, '', waiting",
        "ON, 0, 4, '', waiting",
        "ON, 7, 4, '', delivering",
        "ON, 7, 4, refused, retrying",
        "ON, 7, 0, refused, failed",
        "DISABLED, 7, 4, refused, disabled",
        "DISABLED, 0, 0, '', disabled",
        "OFF, 0, 0, a setting is missing, off",
        "OFF, 0, 9, broke, off"
    })
    void theStateIsOneWord(Power power, long delivered, long pending, String error, String state) {
        ExporterStats stats = new ExporterStats("x", delivered, 0, 0, pending, 0, 0, 0, 0, error, power);
        assertThat(stats.state()).isEqualTo(state);
        assertThat(stats.isEnabled()).isEqualTo(power == Power.ON);
    }
}
