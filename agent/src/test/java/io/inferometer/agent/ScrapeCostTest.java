package io.inferometer.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.ScrapeCost.Cost;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much memory an answer about a thousand models takes, all of which were called since the previous answer. */
class ScrapeCostTest {

    private static final int MIB = 1024;

    @ParameterizedTest
    @CsvSource({
        "/metrics, 1, '', 1",
        "/metrics, 4, '', 1",
        "/metrics, 4, gzip, 1",
        "/api/snapshot, 1, '', 1.1",
        "/api/snapshot, 4, gzip, 1.1"
    })
    void memoryDoesNotFollowTheTextsLength(String path, int outcomes, String coding, double mebibytes)
            throws Exception {
        try (ScrapeCost scrapes = new ScrapeCost(1000, outcomes)) {
            Cost cost = scrapes.median(path, coding.isEmpty() ? "" : "Accept-Encoding: " + coding + "\r\n");

            assertThat(cost.bytes()).as("sent").isGreaterThan(50 * 1024);
            assertThat(cost.allocated() / 1024.0)
                    .as("KiB allocated by listener and aggregator")
                    .isLessThan(mebibytes * MIB);
        }
    }
}
