package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.app.Hello;
import io.inferometer.agent.it.app.IdleAgent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** What the application's main thread loads because of the agent, before the application's main class. */
@Tag("safety")
class PremainClassesIT {

    private static final Predicate<String> HEAVY = Pattern.compile("(java\\.util\\.logging|java\\.util\\.prefs"
                    + "|javax\\.management|java\\.lang\\.management|sun\\.management|com\\.sun\\.jmx"
                    + "|sun\\.nio\\.fs|java\\.nio\\.file|java\\.nio\\.channels|java\\.net\\.http|sun\\.nio\\.ch"
                    + "|javax\\.crypto|sun\\.security\\.provider|sun\\.security\\.jca|java\\.security\\.Provider"
                    + "|java\\.security\\.SecureRandom|java\\.util\\.concurrent\\.ForkJoinPool|net\\.bytebuddy"
                    + "|software\\.amazon|org\\.slf4j|oshi|com\\.fasterxml)\\b.*")
            .asMatchPredicate();

    @TempDir
    Path directory;

    @EachJdk
    void premainLoadsNothingThatAnApplicationConfiguresOrPaysFor(Jdk jdk) {
        Path classes = Jars.folder(directory.resolve("classes"), Hello.class);
        Path idle = Jars.agent(directory.resolve("idle.jar"), IdleAgent.class);
        ClassLoadLog without = load(ForkedJvm.of(jdk).classPath(classes).agentJar(idle, ""), "without");
        ClassLoadLog with = load(ForkedJvm.of(jdk).classPath(classes).agent("methods=com.acme.Absent#score"), "with");

        List<String> added = new ArrayList<>(with.byMainThreadBefore(Hello.class));
        added.removeAll(without.all());
        // JDK 17 loads it to see that the agent's jar, which its class path has open, is the file that is opened again.
        added.remove("sun.nio.fs.UnixFileKey");
        assertThat(added.stream().filter(HEAVY)).isEmpty();
        assertThat(made(with))
                .as("made by the JDK, which calls any other agent's entry by method handles from JDK 18 on (JEP 416)")
                .isLessThan(made(without) + (jdk.feature() < 18 ? 1 : 0));
        assertThat(added.stream().filter(name -> name.startsWith("io.inferometer.")))
                .as("each is time that every start waits")
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .containsExactlyInAnyOrder(
                        "Premain",
                        "StartOptions",
                        "AgentJar",
                        "AgentStart",
                        "CandidateFilter",
                        "ConstantPool",
                        "ConstantPool$Texts");
    }

    private static long made(ClassLoadLog log) {
        return log.byMainThreadBefore(Hello.class).stream()
                .filter(name -> name.startsWith("java.lang.invoke.LambdaForm$") && name.contains("/0x"))
                .count();
    }

    @EachJdk
    void nothingButThePremainPackageIsLoadedWhenTheAgentIsDisabled(Jdk jdk) throws Exception {
        String file = Files.writeString(directory.resolve("off.properties"), "enabled=false\n")
                .toString();
        String agent = "io.inferometer.agent.";
        List<ForkedJvm> ways = List.of(
                ForkedJvm.of(jdk).agent("enabled=false"),
                ForkedJvm.of(jdk).agent().flags("-Dinferometer.enabled=false"),
                ForkedJvm.of(jdk).agent().environment("INFEROMETER_ENABLED", "false"),
                ForkedJvm.of(jdk).agentWithExactly(file),
                ForkedJvm.of(jdk).agent("config=" + file));
        for (int i = 0; i < ways.size(); i++) {
            List<String> own = load(ways.get(i), "off" + i).all().stream()
                    .filter(name -> (name.startsWith(agent) && !name.startsWith(agent + "it."))
                            || name.contains("InferenceDispatch")
                            || name.startsWith("net.bytebuddy"))
                    .toList();
            assertThat(own)
                    .as("way %d", i)
                    .contains(agent + "premain.Premain")
                    .allMatch(name -> name.startsWith(agent + "premain."));
        }
    }

    private ClassLoadLog load(ForkedJvm jvm, String name) {
        Path log = directory.resolve(name + ".log");
        Result result = jvm.flags(ClassLoadLog.flag(log)).run(Hello.class);
        assertThat(result.out()).startsWith("Hello");
        return new ClassLoadLog(log);
    }
}
