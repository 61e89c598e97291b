package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenCallsTest {

    private final OpenCalls open = new OpenCalls();
    private final Model outer = new Model(0);
    private final Model inner = new Model(1);

    private List<String> visit(long now) {
        List<String> seen = new ArrayList<>();
        open.visit(now, (model, count, oldest) -> seen.add(model + "x" + count + " since " + oldest));
        return seen;
    }

    @Test
    void nestedCallsAreEachInFlight() {
        open.push(outer, 1, 100);
        open.push(inner, 2, 150);
        assertThat(visit(200)).containsExactly("0x1 since 100", "1x1 since 50");
        assertThat(open.pop(150)).isSameAs(inner);
        assertThat(visit(200)).containsExactly("0x1 since 100");
        assertThat(open.pop(100)).isSameAs(outer);
        assertThat(visit(200)).isEmpty();
    }

    @Test
    void theNextExitFurtherOutRemovesCallsWhoseExitWasLost() {
        open.push(outer, 1, 100);
        open.push(inner, 2, 150);
        open.push(inner, 3, 160);
        assertThat(open.pop(100)).isSameAs(outer);
        assertThat(visit(200)).isEmpty();
        assertThat(open.contains(2)).isFalse();
    }

    @Test
    void anUnknownStartChangesNothing() {
        open.push(outer, 1, 100);
        assertThat(open.pop(99)).isNull();
        assertThat(visit(200)).hasSize(1);
    }

    @Test
    void equalStartsArePairedInnermostFirst() {
        open.push(outer, 0, 100);
        open.push(inner, 0, 100);
        assertThat(open.pop(100)).isSameAs(inner);
        assertThat(open.pop(100)).isSameAs(outer);
    }

    @Test
    void groupsAreFoundAtAnyDepth() {
        for (int i = 1; i <= 1000; i++) {
            open.push(outer, i, i);
        }
        assertThat(open.contains(1)).isTrue();
        assertThat(open.contains(1000)).isTrue();
        assertThat(open.contains(1001)).isFalse();
        assertThat(visit(2000)).hasSize(1000);
    }

    @Test
    void aCallIsNeverYoungerThanZero() {
        open.push(outer, 1, 300);
        assertThat(visit(200)).containsExactly("0x1 since 0");
    }
}
