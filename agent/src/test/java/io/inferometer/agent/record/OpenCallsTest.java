package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenCallsTest {

    private static final int OUTER = 0;
    private static final int INNER = 1;

    private final OpenCalls open = new OpenCalls();

    private List<String> visit(long now) {
        List<String> seen = new ArrayList<>();
        open.visit(now, (model, count, oldest) -> seen.add(model + "x" + count + " since " + oldest));
        return seen;
    }

    private int popped(int site) {
        return open.model(open.pop(site));
    }

    @Test
    void nestedCallsAreEachInFlight() {
        open.push(1, OUTER, 100);
        open.push(2, INNER, 150);
        assertThat(visit(200)).containsExactly("0x1 since 100", "1x1 since 50");
        int at = open.pop(2);
        assertThat(open.model(at)).isEqualTo(INNER);
        assertThat(open.start(at)).isEqualTo(150);
        assertThat(visit(200)).containsExactly("0x1 since 100");
        assertThat(popped(1)).isEqualTo(OUTER);
        assertThat(visit(200)).isEmpty();
    }

    @Test
    void theNextExitFurtherOutRemovesCallsWhoseExitWasLost() {
        open.push(1, OUTER, 100);
        open.push(2, INNER, 150);
        open.push(3, INNER, 160);
        assertThat(popped(1)).isEqualTo(OUTER);
        assertThat(visit(200)).isEmpty();
        assertThat(open.contains(2)).isFalse();
    }

    @Test
    void aSiteWithoutAnOpenCallChangesNothing() {
        open.push(1, OUTER, 100);
        assertThat(open.pop(9)).isNegative();
        assertThat(visit(200)).hasSize(1);
    }

    @Test
    void callsOfOneSiteArePairedInnermostFirst() {
        open.push(1, OUTER, 100);
        open.push(1, INNER, 100);
        assertThat(popped(1)).isEqualTo(INNER);
        assertThat(popped(1)).isEqualTo(OUTER);
    }

    @Test
    void sitesAreFoundAtAnyDepth() {
        for (int i = 1; i <= 1000; i++) {
            open.push(i, OUTER, i);
        }
        assertThat(open.contains(1)).isTrue();
        assertThat(open.contains(1000)).isTrue();
        assertThat(open.contains(1001)).isFalse();
        assertThat(visit(2000)).hasSize(1000);
    }

    @Test
    void aCallIsNeverYoungerThanZero() {
        open.push(1, OUTER, 300);
        assertThat(visit(200)).containsExactly("0x1 since 0");
    }

    @Test
    void aSampleIsCountedElsewhereAndAddsItsAge() {
        open.pushSample(1, INNER, 100);
        assertThat(visit(200)).containsExactly("1x0 since 100");
        assertThat(popped(1)).isEqualTo(INNER);
    }
}
