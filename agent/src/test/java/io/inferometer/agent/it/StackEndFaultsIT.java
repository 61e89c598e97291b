package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.app.StackEnd;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A class whose initialisation runs out of stack can never be used again (JVMS 5.5). It never happens to classes that weave. */
@Tag("safety")
class StackEndFaultsIT {

    private static final int ROUNDS = 3;

    private static final Pattern LEAST_STACK = Pattern.compile("at least (\\d+k)");

    @TempDir
    Path directory;

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

    /** Of threads whose stacks are the application's choice. */
    @EachJdk
    void theAgentStartsWhereStacksAreAsSmallAsTheJvmAllows(Jdk jdk) {
        Result refused = ForkedJvm.of(jdk).flags("-Xss1k").run(StackEnd.class);
        Matcher least = LEAST_STACK.matcher(refused.out() + refused.err());
        assertThat(least.find()).as(refused.err()).isTrue();
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                .flags("-Xss" + least.group(1))
                .agent("exporters=http,file", "file.path=" + directory.resolve("windows"), "interval=1s")
                .start(StackEnd.class)) {
            assertThat(jvm.metrics().samples()).containsKey("inferometer_agent_events_recorded_total");
            assertThat(jvm.err()).contains("dashboard").doesNotContain("in part only", "StackOverflowError");
        }
    }
}
