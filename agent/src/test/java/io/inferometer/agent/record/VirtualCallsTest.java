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

    /** At least so many places of a row are anybody's, and so many carriers have a lane. */
    private static final int LEAST = 4;

    private final VirtualCalls calls = new VirtualCalls();

    private VirtualCall begin(long thread, ThreadLog carrier, int site, int model, long start) {
        VirtualCall call = calls.open(thread, carrier, site, true);
        assertThat(call).isNotNull();
        assertThat(call.call).isZero();
        call.begin(site, model, start);
        return call;
    }

    private ThreadLog carrier() {
        ThreadLog log = new ThreadLog(null, new ChunkExchange(0), (model, outcome, nanos, items) -> {}, urgent -> {});
        log.lane = calls.takeLane();
        return log;
    }

    private List<String> inFlight(long now) {
        List<String> seen = new ArrayList<>();
        calls.visit(now, (model, count, oldest) -> seen.add(model + "x" + count + " since " + oldest));
        return seen;
    }

    @Test
    void aCallIsInFlightUntilItIsClosed() {
        assertThat(inFlight(0)).isEmpty();
        for (ThreadLog carrier : new ThreadLog[] {null, carrier()}) {
            VirtualCall call = begin(THREAD, carrier, SITE, 3, 100);
            assertThat(inFlight(150)).containsExactly("3x1 since 50");
            assertThat(call.modelIndex()).isEqualTo(3);
            assertThat(call.start).isEqualTo(100);
            assertThat(call.log).isSameAs(carrier);
            calls.close(call);
            assertThat(inFlight(200)).isEmpty();
        }
    }

    @Test
    void aPlaceThatWasTakenAndNotFilledIsNoCall() {
        assertThat(calls.open(THREAD, null, SITE, true)).isNotNull();
        assertThat(calls.open(THREAD, carrier(), SITE, true)).isNotNull();
        assertThat(inFlight(200)).isEmpty();
    }

    @Test
    void aCallInsideOneOfTheSameSiteIsPartOfThatWhereverItIs() {
        ThreadLog carrier = carrier();
        for (ThreadLog before : new ThreadLog[] {null, carrier, carrier()}) {
            VirtualCall outer = begin(THREAD, before, SITE, 3, 100);
            for (ThreadLog now : new ThreadLog[] {null, carrier, carrier()}) {
                assertThat(calls.open(THREAD, now, SITE, true)).isSameAs(outer);
            }
            calls.close(outer);
        }
        begin(THREAD, carrier, SITE, 3, 100);
        assertThat(calls.open(THREAD, carrier, SITE, false).call)
                .as("where each counts")
                .isZero();
        assertThat(calls.open(THREAD, carrier, SITE + 1, true).call)
                .as("another site")
                .isZero();
    }

    @Test
    void threadsDoNotShareCalls() {
        ThreadLog carrier = carrier();
        Set<VirtualCall> places = new HashSet<>();
        for (long thread = 1; thread <= 400; thread++) {
            VirtualCall call = calls.open(thread, thread % 2 == 0 ? carrier : null, SITE, true);
            if (call != null) {
                assertThat(call.call).as("of another thread").isZero();
                assertThat(places.add(call)).as("of no other thread").isTrue();
                call.begin(SITE, (int) thread, 0);
            }
        }
        assertThat(inFlight(1)).doesNotHaveDuplicates().hasSameSizeAs(places).hasSizeGreaterThan(350);
    }

    @Test
    void aThreadHasAFewPlaces() {
        ThreadLog carrier = carrier();
        int taken = 0;
        while (calls.open(THREAD, carrier, taken + 1, true) != null) {
            taken++;
        }
        assertThat(taken).as("its lane and those of all").isBetween(LEAST + 1, 9);
    }

    @Test
    void aPlaceIsUsedAgain() {
        ThreadLog carrier = carrier();
        VirtualCall inLane = begin(THREAD, carrier, 1, 1, 0);
        VirtualCall beside = begin(THREAD, carrier, 2, 2, 0);
        assertThat(beside).isNotSameAs(inLane);
        assertThat(beside.log).as("a place of all").isNull();
        calls.close(inLane);
        assertThat(begin(THREAD, carrier, 3, 3, 0)).isSameAs(inLane);
        assertThat(inFlight(0)).containsExactlyInAnyOrder("2x1 since 0", "3x1 since 0");
    }

    @Test
    void aCallThatIsAloneTakesItsCarriersPlace() {
        ThreadLog carrier = carrier();
        assertThat(calls.openAlone(THREAD, carrier)).as("before the first call").isNull();
        VirtualCall first = begin(THREAD, carrier, SITE, 3, 0);
        assertThat(calls.openAlone(THREAD, carrier)).as("inside another").isNull();
        calls.close(first);
        assertThat(calls.openAlone(THREAD, null)).as("on an unknown carrier").isNull();
        assertThat(calls.openAlone(THREAD, carrier)).isSameAs(first);
        assertThat(calls.openAlone(THREAD, carrier())).as("beside another").isNull();
    }

    @Test
    void aLaneIsOneCarriersUntilThatHasEnded() {
        List<ThreadLog> carriers = new ArrayList<>();
        for (ThreadLog each = carrier(); each.lane >= 0; each = carrier()) {
            carriers.add(each);
        }
        assertThat(carriers)
                .hasSizeGreaterThanOrEqualTo(LEAST)
                .extracting(each -> each.lane)
                .doesNotHaveDuplicates();
        VirtualCall begun = begin(THREAD, carriers.get(1), SITE, 3, 0);
        int lane = carriers.get(1).lane;
        calls.giveBackLane(carriers.get(1));
        calls.giveBackLane(carriers.get(1));
        ThreadLog next = carrier();
        assertThat(next.lane).isEqualTo(lane);
        assertThat(carrier().lane).isNegative();
        VirtualCall other = begin(THREAD, next, SITE + 1, 4, 0);
        assertThat(other).as("the place is taken still").isNotSameAs(begun);
        calls.close(begun);
        calls.close(other);
        assertThat(begin(THREAD, next, SITE, 5, 0)).isSameAs(begun);
        assertThat(begun.log).isSameAs(next);
    }

    @Test
    void aCallIsDoubtedOnceASecond() {
        VirtualCall call = begin(THREAD, null, SITE, 3, 0);
        assertThat(call.isDoubtful(1_000_000_000L)).isFalse();
        assertThat(call.isDoubtful(1_000_000_001L)).isTrue();
        assertThat(call.isDoubtful(1_500_000_000L)).isFalse();
        assertThat(call.isDoubtful(2_000_000_002L)).isTrue();
    }
}
