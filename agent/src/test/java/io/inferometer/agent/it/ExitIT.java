package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.app.Exits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** How and when the application ends. */
@Tag("safety")
class ExitIT {

    private static final int ATTEMPTS = 3;

    @EachJdk
    void everyWayToEndIsTheApplicationsOwn(Jdk jdk) {
        for (String way : List.of("return", "exit", "halt", "exception", "hook", "thread", "straggler")) {
            Result without = ForkedJvm.of(jdk).run(Exits.class, way);
            Result with = ForkedJvm.of(jdk).agent().run(Exits.class, way);

            assertThat(with.exitCode()).as(way).isEqualTo(without.exitCode());
            assertThat(with.out()).as(way).isEqualTo(without.out());
            List<String> rest = new ArrayList<>(with.errLines());
            rest.removeAll(with.agentLines());
            assertThat(rest).as(way).isEqualTo(without.errLines());
        }
        assertThat(ForkedJvm.of(jdk).agent().run(Exits.class, "exit").exitCode())
                .isEqualTo(7);
        assertThat(ForkedJvm.of(jdk).agent().run(Exits.class, "exception").exitCode())
                .isEqualTo(1);
    }

    @EachJdk
    void endsLessThanASecondLater(Jdk jdk) {
        for (String way : List.of("return", "exit", "straggler")) {
            Duration without = best(ForkedJvm.of(jdk), way);
            Duration with = best(ForkedJvm.of(jdk).agent(), way);
            assertThat(with.minus(without)).as(way).isLessThan(Duration.ofSeconds(1));
        }
    }

    /** The machine may be busy with something else for a run or two. */
    private static Duration best(ForkedJvm jvm, String way) {
        Duration best = jvm.run(Exits.class, way).wall();
        for (int i = 1; i < ATTEMPTS; i++) {
            Duration again = jvm.run(Exits.class, way).wall();
            best = again.compareTo(best) < 0 ? again : best;
        }
        return best;
    }
}
