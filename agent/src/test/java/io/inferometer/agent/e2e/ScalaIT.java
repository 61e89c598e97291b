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

/** One call of one method of a Scala source is one call, whatever either compiler makes of it. */
@Tag("safety")
class ScalaIT {

    private static final String SOURCE = "ScalaCalls.scala";

    @TempDir
    static Path directory;

    private static Path[] scala2;
    private static Path[] scala3;

    @BeforeAll
    static void compile() {
        scala2 = Compilers.scala2(directory.resolve("2"), SOURCE);
        scala3 = Compilers.scala3(directory.resolve("3"), SOURCE);
    }

    @OneJdk
    void oneCallOfTheSourceIsOneCall(Jdk jdk) {
        check(jdk, scala2, 10, 10);
    }

    @OneJdk
    void oneCallOfTheSourceIsOneCallInScala3(Jdk jdk) {
        // Its compiler leaves no trace of the classes in which traits are stacked: each layer counts.
        check(jdk, scala3, 30, 20);
    }

    private static void check(Jdk jdk, Path[] classPath, long plain, long doubling) {
        try (RunningJvm jvm = ForkedJvm.of(jdk).classPath(classPath).agent().start("application.ScalaCalls")) {
            jvm.awaitOut("^done$");
            assertThat(jvm.metrics().calls("success"))
                    .containsOnly(
                            entry("Ranker", 50L),
                            entry("Reranked", 10L),
                            entry("Catalog", 20L),
                            entry("Scorer", 20L),
                            entry("Inner", 10L),
                            entry("Enclosed", 10L),
                            entry("Price$", 10L),
                            entry("Plain", plain),
                            entry("Doubling", doubling),
                            entry("Squaring", 10L),
                            entry("Predictor", 10L),
                            entry("Counted", 10L),
                            entry("Special", 20L),
                            entry("Meters", 10L),
                            entry("Summing", 20L));
            assertThat(jvm.finish().agentLines()).hasSize(1);
        }
    }
}
