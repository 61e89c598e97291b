package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.inferometer.agent.it.app.Confined;
import io.inferometer.agent.it.app.Hello;
import io.inferometer.agent.it.app.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** JVMs with a security manager, which JDK 24 and later do not have. */
@Tag("safety")
class SecurityManagerFaultsIT {

    @TempDir
    Path directory;

    private static ForkedJvm confined(Jdk jdk) {
        ForkedJvm jvm = ForkedJvm.of(jdk);
        assumeTrue(jdk.feature() < 24, jdk + " has no security manager");
        return jvm;
    }

    /** Grants the agent's jar everything and the application what its classes need to be read. */
    private String policy() throws IOException {
        Path file = directory.resolve("policy");
        Files.writeString(
                file,
                "grant codeBase \"" + ForkedJvm.AGENT.toUri() + "\" { permission java.security.AllPermission; };\n");
        return "-Djava.security.policy=" + file;
    }

    @EachJdk
    void underTheDefaultPolicyTheApplicationRunsAsWithoutTheAgent(Jdk jdk) {
        Result without = confined(jdk).flags("-Djava.security.manager").run(Hello.class);
        Result with = confined(jdk).flags("-Djava.security.manager").agent().run(Hello.class);
        assertThat(with.exitCode()).as(with.err()).isZero();
        assertThat(with.out()).isEqualTo(without.out());
        List<String> added = new ArrayList<>(with.errLines());
        added.removeAll(without.errLines());
        assertThat(added)
                .singleElement()
                .asString()
                .contains("inferometer ERROR", "measures nothing", "access denied")
                .endsWith("grant the agent's jar java.security.AllPermission in the policy of the security manager");
    }

    @EachJdk
    void aPolicyThatGrantsTheJarEverythingSuffices(Jdk jdk) throws IOException {
        assertEverythingWorks(confined(jdk).flags("-Djava.security.manager", policy()), Service.class);
    }

    @EachJdk
    void aPolicySufficesWhenTheApplicationSetsTheManager(Jdk jdk) throws IOException {
        assertEverythingWorks(confined(jdk).flags(policy()), Confined.class);
    }

    /** Files, sockets, beans, and what happens on the application's threads. */
    private void assertEverythingWorks(ForkedJvm fork, Class<?> main) throws IOException {
        Path file = directory.resolve("windows.jsonl");
        fork.agent(
                "exporters=http,file,cloudwatch",
                "file.path=" + file,
                "aws.endpoint=http://127.0.0.1:9",
                "aws.region=eu-west-1",
                "spool.directory=" + directory.resolve("spool"),
                "interval=1s",
                "clock=tsc",
                "shutdown.timeout=1s",
                "methods=" + main.getPackageName() + ".Scorer#configured@configured");
        fork.environment("AWS_ACCESS_KEY_ID", "AKID").environment("AWS_SECRET_ACCESS_KEY", "secret");
        try (RunningJvm jvm = fork.start(main)) {
            Metrics metrics = jvm.metrics();
            jvm.send("10");
            jvm.awaitOut("^called 10 20$");
            assertThat(metrics.calls("success")).isEqualTo(Map.of("annotated", 11L, "configured", 11L));
            jvm.awaitErr("exporter cloudwatch: .*127.0.0.1:9");
            Map<String, Double> samples = metrics.samples();
            assertThat(samples.keySet()).anyMatch(name -> name.startsWith("inferometer_host_cpu"));
            assertThat(samples.keySet()).anyMatch(name -> name.startsWith("inferometer_jvm_heap"));
            Result result = jvm.finish();
            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.agentLines())
                    .as(result.err())
                    .noneMatch(line -> line.contains("access denied") || line.contains("in part only"));
        }
        assertThat(Files.readString(file)).contains("\"annotated\"");
    }
}
