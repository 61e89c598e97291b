package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import io.inferometer.agent.it.app.OwnProperties;
import io.inferometer.agent.it.app.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A start of the agent in a JVM that runs already, or that has it already. */
@Tag("safety")
class FurtherStartsIT {

    private static final String CONFIGURED = "methods=io.inferometer.agent.it.app.Scorer#configured@configured";

    @TempDir
    Path directory;

    @EachJdk
    void anAttachMeasuresClassesThatWereLoadedBefore(Jdk jdk) throws Exception {
        try (RunningJvm jvm = ForkedJvm.of(jdk).start(Service.class)) {
            jvm.send("20000");
            jvm.awaitOut("^called 20000 ");
            attach(jvm, "http.port=0," + CONFIGURED);
            Metrics metrics = jvm.metrics();
            jvm.send("30");
            jvm.awaitOut("^called 30 60$");
            assertThat(metrics.calls("success")).isEqualTo(Map.of("annotated", 30L, "configured", 30L));

            attach(jvm, "libraries=-onnxruntime,enabled=false,interval=5s");
            assertThat(jvm.awaitErr("carries the agent already; (.*)$").group(1))
                    .contains("applied: enabled=false libraries=-onnxruntime")
                    .contains("only taken at a start of the JVM: interval=5s");
            jvm.send("40");
            jvm.awaitOut("^called 40 80$");
            assertThat(metrics.calls()).isEqualTo(60);

            attach(jvm, "enabled=true");
            jvm.awaitErr("applied: enabled=true");
            jvm.send("50");
            jvm.awaitOut("^called 50 100$");
            assertThat(metrics.calls("success")).isEqualTo(Map.of("annotated", 80L, "configured", 80L));

            Result result = jvm.finish();
            assertThat(result.exitCode()).isZero();
            assertThat(result.out().lines()).hasSize(5);
            List<String> others = result.errLines().stream()
                    .filter(line -> !result.agentLines().contains(line))
                    .toList();
            // JEP 451: the JDK warns of every agent that is attached.
            assertThat(others)
                    .allMatch(
                            line -> line.startsWith("WARNING: ")
                                    && line.matches(
                                            ".*(dynamically|-XX:\\+EnableDynamicAgentLoading|-Djdk.instrument|future release).*"));
            assertThat(others.isEmpty()).isEqualTo(jdk.feature() < 21);
        }
    }

    @EachJdk
    void aSecondCopyStepsAsideAndPassesItsOptionsOn(Jdk jdk) throws Exception {
        Path copy = Files.copy(ForkedJvm.AGENT, directory.resolve("copy.jar"));
        ForkedJvm two = ForkedJvm.of(jdk).agent(CONFIGURED).agentJar(copy, "log.level=debug,interval=5s");
        try (RunningJvm jvm = two.start(Service.class)) {
            jvm.send("10");
            jvm.awaitOut("^called 10 20$");
            assertThat(jvm.metrics().calls("success")).isEqualTo(Map.of("annotated", 11L, "configured", 11L));
            assertThat(jvm.awaitErr("carries the agent already; (.*)$").group(1))
                    .isEqualTo("applied: log.level=debug; only taken at a start of the JVM: interval=5s");
            assertThat(jvm.finish().err()).containsOnlyOnce("; dashboard ");
        }
    }

    @EachJdk
    void anAttachStartsTheAgentThatWasDisabledAtTheStart(Jdk jdk) throws Exception {
        try (RunningJvm jvm = ForkedJvm.of(jdk).agent("enabled=false").start(Service.class)) {
            jvm.awaitOut("^called 1 ");
            assertThat(jvm.err()).isEmpty();
            attach(jvm, "http.port=0");
            Metrics metrics = jvm.metrics();
            jvm.send("5");
            jvm.awaitOut("^called 5 10$");
            assertThat(metrics.calls("success")).isEqualTo(Map.of("annotated", 5L));
        }
    }

    /** The agent that runs is none the worse for it, and the line does not say so. */
    @OneJdk
    void optionsThatCannotBeTakenAreTheOnlyOnesThatAreLost(Jdk jdk) throws Exception {
        try (RunningJvm jvm = ForkedJvm.of(jdk).agent().start(OwnProperties.class)) {
            Metrics metrics = jvm.metrics();
            attach(jvm, "enabled=false");
            jvm.send("5");
            jvm.awaitOut("^called 5 ");
            assertThat(metrics.calls()).isEqualTo(6);
            assertThat(jvm.finish().err())
                    .contains("inferometer ERROR the options of this further start are not taken: "
                            + "java.lang.IllegalStateException: names are kept secret")
                    .doesNotContain("did not start");
        }
    }

    private static void attach(RunningJvm jvm, String options) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
        try {
            machine.loadAgent(ForkedJvm.AGENT.toString(), options);
        } finally {
            machine.detach();
        }
    }
}
