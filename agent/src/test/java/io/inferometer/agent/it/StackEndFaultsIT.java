package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.app.StackEnd;
import org.junit.jupiter.api.Tag;

/** A class whose initialisation meets the end of the stack is unusable for ever (JVMS 5.5): none of those that weave is. */
@Tag("safety")
class StackEndFaultsIT {

    private static final int ROUNDS = 3;

    @EachJdk
    void theFirstMeasuredClassMayBeLoadedWhereTheStackEnds(Jdk jdk) {
        for (int i = 0; i < ROUNDS; i++) {
            try (RunningJvm jvm = ForkedJvm.of(jdk).agent().start(StackEnd.class)) {
                Metrics metrics = jvm.metrics();
                jvm.send("");
                jvm.awaitOut("^called 1 ");
                jvm.send("100");
                jvm.awaitOut("^called 100 ");
                assertThat(metrics.calls("success"))
                        .as(jvm.err())
                        .hasEntrySatisfying(
                                "annotated", calls -> assertThat(calls).isGreaterThanOrEqualTo(101L));
                assertThat(jvm.finish().err()).doesNotContain("Could not initialize");
            }
        }
    }
}
