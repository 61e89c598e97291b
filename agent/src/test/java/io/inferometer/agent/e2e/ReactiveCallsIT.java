package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.RunningJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A method that only assembles what is subscribed to later is named in the log, and no call of it counts as a success. */
@Tag("safety")
class ReactiveCallsIT {

    private static final List<String> METHODS = List.of(
            "mono",
            "flux",
            "publisher",
            "single",
            "maybe",
            "completable",
            "observable",
            "flowable",
            "uni",
            "multi",
            "flowPublisher",
            "submissionPublisher",
            "kotlinFlow",
            "ownPublisher");

    @TempDir
    Path directory;

    @EachJdk
    void assemblyIsNoCall(Jdk jdk) {
        List<Path> classPath = new ArrayList<>(TestJars.jars(Path.of("target/reactive-types")));
        classPath.addAll(TestJars.jars(Path.of("target/kotlin")));
        classPath.add(Compilers.annotations());
        classPath.add(
                0,
                TestJars.compile(
                        directory,
                        Map.of("application/ReactiveCalls.java", TestJars.source("ReactiveCalls.java")),
                        "--class-path",
                        classPath));
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                .classPath(classPath.toArray(new Path[0]))
                .agent()
                .start("application.ReactiveCalls")) {
            jvm.awaitOut("^done$");
            assertThat(jvm.metrics().calls("success")).isEqualTo(Map.of("stage", 10L));
            for (String method : METHODS) {
                jvm.awaitErr(line(method));
            }
            List<String> lines = jvm.finish().agentLines();
            for (String method : METHODS) {
                assertThat(lines).filteredOn(line -> line.matches(line(method))).hasSize(1);
            }
            assertThat(lines).hasSize(1 + METHODS.size());
        }
    }

    private static String line(String method) {
        return "\\S+ inferometer WARN .*ReactiveCalls\\W" + method + "\\b.* is not measured: .+";
    }
}
