package io.inferometer.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that reach into another JVM. */
class OtherJvmTest {

    private static final String ADDRESS = "http://127.0.0.1:9646";

    @TempDir
    Path directory;

    private File jar;

    @BeforeEach
    void packJar() throws Exception {
        jar = ForkedJvm.agentJar(directory).toFile();
    }

    @Test
    void topShowsEachModel() throws Exception {
        try (ForkedJvm jvm = ForkedJvm.start(List.of(), ADDRESS)) {
            Command top = Command.run(jar, "top", Long.toString(jvm.pid()), "--once");
            assertThat(top.err()).isEmpty();
            assertThat(top.exitCode()).isZero();
            assertThat(top.line("process ")).isEqualTo("process " + jvm.pid() + "   agent 9.9   " + ADDRESS);
            assertThat(top.line("mini:lm"))
                    .matches("mini:lm@2\\* +onnxruntime +1000000\\.0 +3 +843 us +8.43 ms +84.3 ms +8.43 s +7");
            assertThat(top.line("Scorer")).matches("Scorer \\(disabled\\) +annotation +1000000\\.0 +0 +- +- +- +- +7");
            assertThat(top.line("config"))
                    .startsWith("e\\u001b[31m\\u009b2J\\u202e\\u2028\\u000a!  config ")
                    .containsPattern(" 1000000\\.0 +0 +50 ns +500 ns +5\\.00 us +500 us +7$");
            assertThat(top.out()).doesNotContain("\u001b", "\u009b", "\u202e", "\u2028");
        }
    }

    @Test
    void topRefusesAJvmWithoutTheAgent() throws Exception {
        try (ForkedJvm jvm = ForkedJvm.start(List.of())) {
            Command top = Command.run(jar, "top", Long.toString(jvm.pid()));
            assertThat(top.exitCode()).isEqualTo(1);
            assertThat(top.err().lines())
                    .singleElement()
                    .asString()
                    .startsWith("inferometer: process " + jvm.pid() + " does not carry the agent");
        }
    }

    @Test
    void listAsksOnlyJvmsThatCarryTheAgent() throws Exception {
        try (ForkedJvm with = ForkedJvm.start(List.of("-javaagent:" + jar + "=" + ADDRESS));
                ForkedJvm without = ForkedJvm.start(List.of())) {
            Command list = Command.run(jar, "list");
            assertThat(list.exitCode()).isZero();
            assertThat(list.line(with.pid() + " "))
                    .matches(" *\\d+ +9.9 +" + ADDRESS + " +" + LookAlike.class.getName());
            assertThat(list.line(without.pid() + " ")).matches(" *\\d+ +- +- +" + LookAlike.class.getName());
            assertThat(list.line(ProcessHandle.current().pid() + " ")).isEmpty();
            try (AttachApi untouched = AttachApi.attach(without.pid())) {
                assertThat(untouched.agentProperties())
                        .doesNotContainKey("com.sun.management.jmxremote.localConnectorAddress");
            }
        }
    }

    @Test
    void attachHandsTheJarAndTheOptionsOver() throws Exception {
        try (ForkedJvm jvm = ForkedJvm.start(List.of())) {
            Command attach = Command.run(jar, "attach", Long.toString(jvm.pid()), "service-name=shop");
            assertThat(attach.err()).isEmpty();
            assertThat(attach.exitCode()).isZero();
            assertThat(Command.run(jar, "list").line(jvm.pid() + " ")).contains(" 9.9 ", " service-name=shop ");
        }
    }

    @Test
    void attachGivesAPropertiesFileItsWholePathAndWarnsOfMistakes() throws Exception {
        Path file = Files.writeString(directory.resolve("o.properties"), "intervall=5s");
        Path relative = Path.of("").toAbsolutePath().relativize(file.toAbsolutePath());
        try (ForkedJvm jvm = ForkedJvm.start(List.of())) {
            Command attach = Command.run(jar, "attach", Long.toString(jvm.pid()), relative.toString());
            assertThat(attach.exitCode()).isZero();
            assertThat(attach.err().lines()).singleElement().asString().contains("the nearest known key is interval");
            assertThat(new File(Command.run(jar, "list")
                                    .line(jvm.pid() + " ")
                                    .trim()
                                    .split(" +")[2])
                            .getCanonicalFile())
                    .isEqualTo(file.toFile().getCanonicalFile());
        }
    }

    @Test
    void attachSaysThatThereIsNoProcess() {
        Command attach = Command.run(jar, "attach", "999999999");
        assertThat(attach.exitCode()).isEqualTo(1);
        assertThat(attach.err().lines())
                .containsExactly("inferometer: there is no process 999999999; list shows the JVMs of this user");
    }

    @Test
    void attachLeavesAProcessThatIsNoJvmAlone() throws Exception {
        Process sleep = new ProcessBuilder("sleep", "60").start();
        try {
            Command attach = Command.run(jar, "attach", Long.toString(sleep.pid()));
            assertThat(attach.exitCode()).isEqualTo(1);
            assertThat(attach.err().lines())
                    .containsExactly("inferometer: process " + sleep.pid() + " is no JVM that this user may attach to");
            assertThat(sleep.isAlive()).isTrue();
        } finally {
            sleep.destroyForcibly();
        }
    }

    @Test
    void attachSaysThatTheJvmForbidsIt() throws Exception {
        try (ForkedJvm jvm = ForkedJvm.start(List.of("-XX:-EnableDynamicAgentLoading"))) {
            Command attach = Command.run(jar, "attach", Long.toString(jvm.pid()));
            assertThat(attach.exitCode()).isEqualTo(1);
            assertThat(attach.err().lines())
                    .containsExactly("inferometer: process " + jvm.pid() + " runs with -XX:-EnableDynamicAgentLoading:"
                            + " start it without, or with -javaagent");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'java.management,java.management.rmi', list, jdk.attach",
        "'java.management,java.management.rmi', attach 1, jdk.attach",
        "jdk.attach, top 1, java.management"
    })
    void aRuntimeThatLacksAModuleSaysSo(String modules, String command, String missing) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                ForkedJvm.JAVA.toString(),
                "--limit-modules",
                modules,
                "-cp",
                "target/classes" + File.pathSeparator + "target/test-classes",
                RunCli.class.getName()));
        line.addAll(List.of(command.split(" ")));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(output.lines())
                .containsExactly(
                        "inferometer: this Java runtime lacks the module " + missing + ": use the java of a full JDK");
        assertThat(process.waitFor()).isEqualTo(1);
    }

    /** Entry point of a JVM that runs one command. */
    static final class RunCli {

        private RunCli() {}

        public static void main(String[] arguments) {
            System.exit(Cli.run(arguments, new File("inferometer-agent.jar")));
        }
    }
}
