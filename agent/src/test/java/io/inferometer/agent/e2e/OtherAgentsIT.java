package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.e2e.app.RetransformingAgent;
import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.Result;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Together with other agents, before it and behind it, every call is counted once by each. */
@Tag("safety")
class OtherAgentsIT {

    private static final int THREADS = 2;
    private static final int CALLS = 500_000;
    private static final Path TEST_CLASSES = Path.of("target/test-classes");

    @TempDir
    static Path directory;

    private static Path retransforming;
    private static Path advising;

    @BeforeAll
    static void makeAgents() {
        retransforming = TestJars.agent(
                directory.resolve("retransforming.jar"), RetransformingAgent.class.getName(), TEST_CLASSES, List.of());
        List<Path> byteBuddy = TestJars.libraries("byte-buddy-1");
        Path classes = TestJars.compile(
                directory.resolve("advising"),
                Map.of("other/AdvisingAgent.java", TestJars.source("AdvisingAgent.java")),
                "--class-path",
                byteBuddy);
        advising = TestJars.agent(directory.resolve("advising.jar"), "other.AdvisingAgent", classes, byteBuddy);
    }

    @EachJdk
    void behindAnAgentThatKeepsRetransforming(Jdk jdk) {
        assertExact(ForkedJvm.of(jdk).agentJar(retransforming, "").agent());
    }

    @EachJdk
    void beforeAnAgentThatKeepsRetransforming(Jdk jdk) {
        assertExact(ForkedJvm.of(jdk).agent().agentJar(retransforming, ""));
    }

    @EachJdk
    void behindAnAgentThatUsesByteBuddyToo(Jdk jdk) {
        assertAdvised(ForkedJvm.of(jdk).agentJar(advising, "").agent());
    }

    @EachJdk
    void beforeAnAgentThatUsesByteBuddyToo(Jdk jdk) {
        assertAdvised(ForkedJvm.of(jdk).agent().agentJar(advising, ""));
    }

    private static void assertExact(ForkedJvm jvm) {
        Result result = ScoreRun.assertExact(jvm, THREADS, CALLS);
        assertThat(result.errLines()).hasSize(1).allMatch(line -> line.contains(" INFO inferometer "));
    }

    private static void assertAdvised(ForkedJvm jvm) {
        // The release of Byte Buddy is older than the newer JDK.
        Result result = ScoreRun.assertExact(jvm.flags("-Dnet.bytebuddy.experimental=true"), THREADS, CALLS);
        assertThat(result.err()).contains("advised calls " + THREADS * CALLS + "\n");
        assertThat(result.agentLines()).hasSize(1);
    }
}
