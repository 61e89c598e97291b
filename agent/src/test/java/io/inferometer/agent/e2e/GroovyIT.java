package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.RunningJvm;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** One call of one method of a Groovy source is one call, compiled statically or not. */
@Tag("safety")
class GroovyIT {

    @TempDir
    static Path directory;

    private static Path[] classPath;

    @BeforeAll
    static void compile() {
        classPath = Compilers.groovy(directory, "GroovyCalls.groovy");
    }

    @OneJdk
    void oneCallOfTheSourceIsOneCall(Jdk jdk) {
        try (RunningJvm jvm = ForkedJvm.of(jdk).classPath(classPath).agent().start("application.GroovyCalls")) {
            jvm.awaitOut("^done$");
            assertThat(jvm.metrics().calls("success"))
                    .containsOnly(
                            entry("Ranker", 20L),
                            entry("Unchanged", 10L),
                            entry("Reranked", 10L),
                            entry("StaticRanker", 10L),
                            entry("Scorer", 10L),
                            entry("Derived", 10L),
                            entry("StaticScorer", 10L),
                            entry("StaticDerived", 10L),
                            entry("Scaler", 10L),
                            entry("Words", 10L),
                            entry("closure", 10L),
                            entry("Remembering", 10L),
                            entry("delegated", 10L));
            assertThat(jvm.finish().agentLines()).hasSize(1);
        }
    }
}
