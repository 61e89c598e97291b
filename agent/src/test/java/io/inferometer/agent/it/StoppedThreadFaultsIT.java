package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.inferometer.agent.it.app.Stopped;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** {@code Thread.stop}, which JDK 20 and later refuse: a thread that the application stops must die of it, also while it measures. */
@Tag("safety")
class StoppedThreadFaultsIT {

    @EachJdk
    void aThreadThatIsStoppedDies(Jdk jdk) {
        for (String timing : List.of("all", "1/2")) {
            for (String outcome : List.of("success", "failure")) {
                ForkedJvm fork = ForkedJvm.of(jdk);
                assumeTrue(jdk.feature() < 20, jdk + " stops no thread");
                Result result = fork.agent("timing=" + timing).run(Stopped.class, outcome);
                assertThat(result.out()).as("timing=%s, %s", timing, outcome).isEqualTo("survivors 0 of 300\n");
            }
        }
    }
}
