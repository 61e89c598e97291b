package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedCallsTest {

    private static final long SECOND = 1_000_000_000L;

    private final SharedCalls calls = new SharedCalls();

    /** The clock's origin is arbitrary (System.nanoTime): it may be negative, and may pass zero. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1L << 45, -(1L << 45), -30 * SECOND})
    void theOldestIsExactToAGranule(long origin) {
        Random random = new Random(42);
        List<Long> open = new ArrayList<>();
        long now = origin;
        for (int i = 0; i < 5000; i++) {
            now += random.nextInt(20_000_000);
            if (open.isEmpty() || random.nextInt(100) < 51) {
                calls.open(now);
                open.add(now);
            } else {
                calls.close(open.remove(random.nextInt(open.size())));
            }
            assertThat(calls.count()).isEqualTo(open.size());
            if (i % 50 == 0) {
                long exact = open.stream().mapToLong(Long::longValue).min().orElse(now);
                assertThat(calls.oldestAge(now)).isBetween(now - exact, now - exact + SharedCalls.GRANULE_NANOS);
            }
        }
    }

    @Test
    void nothingInFlightHasNoAge() {
        assertThat(calls.oldestAge(5 * SECOND)).isZero();
        calls.open(SECOND);
        calls.close(SECOND);
        assertThat(calls.oldestAge(5 * SECOND)).isZero();
    }

    @Test
    void ageIsRightForAnHour() {
        calls.open(0);
        calls.open(3000 * SECOND);
        assertThat(calls.oldestAge(3600 * SECOND)).isBetween(3600 * SECOND, 3602 * SECOND);
    }

    @Test
    void beyondSeventyThreeMinutesTheCountStaysExact() {
        calls.open(0);
        calls.open(7200 * SECOND);
        assertThat(calls.count()).isEqualTo(2);
        calls.close(0);
        assertThat(calls.count()).isEqualTo(1);
        assertThat(calls.oldestAge(7201 * SECOND)).isBetween(SECOND, 3 * SECOND);
    }
}
