package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.Result;
import io.inferometer.annotation.Inference;
import io.inferometer.receiver.Receiver;
import io.inferometer.receiver.ReceiverOptions;
import io.inferometer.receiver.edge.Heartbeat;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** An application that brings the agent's libraries in releases of its own sees its own, and the agent sees the agent's. */
@Tag("safety")
class OwnLibrariesIT {

    private static final String EXPORTERS = "exporters=sagemaker-metrics,sagemaker-edge,file";

    @TempDir
    static Path directory;

    private static Path[] classPath;

    @BeforeAll
    static void compile() throws URISyntaxException {
        List<Path> libraries = new ArrayList<>(TestJars.libraries());
        libraries.add(Path.of(Inference.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI()));
        Path classes = TestJars.compile(
                directory.resolve("classes"),
                Map.of("application/OwnLibraries.java", TestJars.source("OwnLibraries.java")),
                "--class-path",
                libraries);
        libraries.add(0, classes);
        classPath = libraries.toArray(new Path[0]);
    }

    @OneJdk
    void theApplicationDoesTheSameAndTheAgentExports(Jdk jdk) throws IOException {
        try (Receiver receiver = Receiver.start(ReceiverOptions.defaults())) {
            String address = receiver.address().toString();
            Result without = application(jdk).run("application.OwnLibraries", address);
            assertThat(without.exitCode()).as(without.err()).isZero();
            assertThat(without.out())
                    .contains("jackson 2.13.5 [1,2]", "aws 2.17.290 sent", "jna 7", "made by Byte Buddy")
                    .contains("logged by org.slf4j.impl.SimpleLoggerFactory", "after advice 1000");
            receiver.reset();

            Path file = directory.resolve(jdk.feature() + ".jsonl");
            Result with = application(jdk)
                    .agentWithExactly(AwsSettings.options(
                            receiver.address(), EXPORTERS, "shutdown.timeout=20s", "file.path=" + file))
                    .run("application.OwnLibraries", address);

            assertThat(with.exitCode()).isZero();
            assertThat(with.out()).isEqualTo(without.out());
            List<String> lines = new ArrayList<>(with.errLines());
            assertThat(lines.removeIf(line -> line.matches("\\S+Z inferometer INFO inferometer .*")))
                    .isTrue();
            assertThat(lines).isEqualTo(without.errLines());

            Exported all = new Exported(2000, 0, 0);
            assertThat(Exported.toFile(file, "annotation", "own")).isEqualTo(all);
            assertThat(Exported.toMetrics(receiver.received(), "annotation/own"))
                    .isEqualTo(all);
            assertThat(Exported.toEdge(receiver.received(), "annotation-own")).isEqualTo(all);
            assertThat(receiver.received().latestHeartbeats())
                    .extracting(Heartbeat::deviceFleetName)
                    .contains("applications-fleet", "fleet");
        }
    }

    private static ForkedJvm application(Jdk jdk) {
        return AwsSettings.signed(ForkedJvm.of(jdk))
                .classPath(classPath)
                // Of the application: JNA loads a native library, Byte Buddy is older than the newer JDK and attaches
                // to itself.
                .flags("--enable-native-access=ALL-UNNAMED", "-Dnet.bytebuddy.experimental=true")
                .flags("-Djdk.attach.allowAttachSelf=true", "-XX:+EnableDynamicAgentLoading")
                // The agent's slf4j is one that reads this property, the application's is not.
                .flags("-Dslf4j.provider=application.NoSuchProvider", "-Dorg.slf4j.simpleLogger.logFile=System.out");
    }
}
