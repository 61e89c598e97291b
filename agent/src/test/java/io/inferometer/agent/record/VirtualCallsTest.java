package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VirtualCallsTest {

    private static final long THREAD = 77;
    private static final int SITE = 5;

    private final VirtualCalls calls = new VirtualCalls();

    private VirtualCall begin(long thread, int site, int model, long start) {
        return calls.begin(calls.open(thread, site, true), site, model, start);
    }

    private List<String> inFlight(long now) {
        List<String> seen = new ArrayList<>();
        calls.visit(now, (model, count, oldest) -> seen.add(model + "x" + count + " since " + oldest));
        return seen;
    }

    @Test
    void aCallIsInFlightUntilItIsClosed() {
        assertThat(inFlight(0)).isEmpty();
        VirtualCall call = begin(THREAD, SITE, 3, 100);
        assertThat(inFlight(150)).containsExactly("3x1 since 50");
        assertThat(calls.model(call.place)).isEqualTo(3);
        assertThat(calls.start(call.place)).isEqualTo(100);
        calls.close(call.place);
        assertThat(inFlight(200)).isEmpty();
    }

    @Test
    void aPlaceThatWasTakenAndNotFilledIsNoCall() {
        assertThat(calls.open(THREAD, SITE, true)).isNotNegative();
        assertThat(inFlight(200)).isEmpty();
    }

    @Test
    void aCallInsideOneOfTheSameSiteIsPartOfThat() {
        VirtualCall outer = begin(THREAD, SITE, 3, 100);
        assertThat(calls.open(THREAD, SITE, true)).isEqualTo(VirtualCalls.INSIDE - outer.place);
        assertThat(calls.open(THREAD, SITE, false)).as("where each counts").isNotNegative();
        assertThat(calls.open(THREAD, SITE + 1, true)).as("another site").isNotNegative();
    }

    @Test
    void threadsDoNotShareCalls() {
        Set<Integer> places = new HashSet<>();
        for (long thread = 1; thread <= 400; thread++) {
            int place = calls.open(thread, SITE, true);
            assertThat(place).isGreaterThan(VirtualCalls.INSIDE);
            if (place >= 0) {
                assertThat(places.add(place)).as("of no other thread").isTrue();
                calls.begin(place, SITE, (int) thread, 0);
            }
        }
        assertThat(inFlight(1)).doesNotHaveDuplicates().hasSameSizeAs(places).hasSizeGreaterThan(350);
    }

    @Test
    void aThreadHasFourPlacesAndTheyAreUsedAgain() {
        List<VirtualCall> open = new ArrayList<>();
        for (int site = 1; site <= 4; site++) {
            open.add(begin(THREAD, site, site, 0));
        }
        assertThat(calls.open(THREAD, SITE, true)).isEqualTo(VirtualCalls.FULL);
        calls.close(open.get(2).place);
        assertThat(begin(THREAD, SITE, 9, 0)).isSameAs(open.get(2));
    }

    @Test
    void aCallIsDoubtedOnceASecond() {
        VirtualCall call = begin(THREAD, SITE, 3, 0);
        assertThat(calls.isDoubtful(call.place, 1_000_000_000L)).isFalse();
        assertThat(calls.isDoubtful(call.place, 1_000_000_001L)).isTrue();
        assertThat(calls.isDoubtful(call.place, 1_500_000_000L)).isFalse();
        assertThat(calls.isDoubtful(call.place, 2_000_000_002L)).isTrue();
    }
}
