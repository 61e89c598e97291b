package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.app.LoadsLater;
import io.inferometer.agent.it.app.OneLockLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Classes that are loaded before the agent, or while it starts, are measured from their first call on. */
class EarlyClassesIT {

    /** Around the 100 ms after which the agent's own thread begins: each makes the agent, or meets the other at it. */
    private static final List<Integer> MILLIS = List.of(0, 60, 80, 95, 100, 105, 120, 150, 250);

    @TempDir
    Path directory;

    @EachJdk
    void aClassIsMeasuredWheneverItIsLoaded(Jdk jdk) {
        for (int millis : MILLIS) {
            assertMeasured(ForkedJvm.of(jdk), millis);
        }
    }

    /** A thread that loads a class holds the one lock that the agent's first classes are loaded under. */
    @EachJdk
    void aClassIsMeasuredWhereTheSystemClassLoaderLoadsOneAtATime(Jdk jdk) {
        for (int millis : MILLIS) {
            assertMeasured(oneLock(jdk), millis);
        }
    }

    /** The agent's own thread is the first in the filter, and initialises a class of it while the main thread has the lock. */
    @EachJdk
    void aClassIsMeasuredWhereTheMainClassIsFoundLate(Jdk jdk) {
        assertMeasured(oneLock(jdk).flags("-Dslow=true"), 0);
    }

    private static ForkedJvm oneLock(Jdk jdk) {
        return ForkedJvm.of(jdk).flags("-Djava.system.class.loader=" + OneLockLoader.class.getName());
    }

    /** Everything that pushes is made before the first call can be measured. */
    @EachJdk
    void whatAShortProgramMeasuresIsExported(Jdk jdk) throws Exception {
        Path windows = directory.resolve("windows" + jdk.feature());
        ForkedJvm fork = ForkedJvm.of(jdk).agent("exporters=file", "file.path=" + windows);
        try (RunningJvm jvm = fork.start(LoadsLater.class, "0")) {
            jvm.awaitOut("^result 10$");
            assertThat(jvm.finish().exitCode()).isZero();
        }
        assertThat(windows).content().contains("\"later\"", "\"recorded\":10");
    }

    /** Most JVMs of an image that many programs share never have such a class, and are spared what weaves. */
    @OneJdk
    void weavingIsCheckedOnceThereIsAClassToWeave(Jdk jdk) throws Exception {
        Path loads = directory.resolve("loads.log");
        ForkedJvm fork = ForkedJvm.of(jdk).agent().flags(ClassLoadLog.flag(loads));
        try (RunningJvm jvm = fork.start(LoadsLater.class, "2000")) {
            jvm.awaitOut("^result 10$");
            long deadline = System.nanoTime() + 30_000_000_000L;
            while (!Files.readString(loads).contains("SelfCheck$ProbeLoader ")) {
                assertThat(System.nanoTime()).as("weaving is checked").isLessThan(deadline);
                Thread.sleep(20);
            }
            assertThat(jvm.finish().agentLines()).hasSize(1);
        }
        List<String> loaded = new ClassLoadLog(loads).all();
        String weave = "io.inferometer.agent.weave.";
        // The application's thread needs it first of all when it weaves a class.
        assertThat(loaded.indexOf(weave + "SelfCheck")).isGreaterThan(loaded.indexOf(weave + "Heritage"));
        assertThat(loaded.indexOf(weave + "Heritage")).isGreaterThan(loaded.indexOf("io.inferometer.agent.Startup"));
    }

    private static void assertMeasured(ForkedJvm fork, int millis) {
        try (RunningJvm jvm = fork.agent().start(LoadsLater.class, Integer.toString(millis))) {
            jvm.awaitOut("^result 10$");
            assertThat(jvm.metrics().calls("success")).as("%d ms", millis).isEqualTo(Map.of("later", 10L));
            Result result = jvm.finish();
            assertThat(result.exitCode()).isZero();
            assertThat(result.agentLines()).as(result.err()).hasSize(1);
        }
    }
}
