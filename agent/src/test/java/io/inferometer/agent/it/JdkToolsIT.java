package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The JDK's own programs, where a container sets the agent for every JVM in it. */
@Tag("safety")
class JdkToolsIT {

    private static final String PICKED_UP = "Picked up JAVA_TOOL_OPTIONS: ";

    @TempDir
    Path directory;

    @EachJdk
    void theJdksToolsRunAsIfTheAgentWereNotThere(Jdk jdk) throws Exception {
        Path source = Files.writeString(directory.resolve("Good.java"), "class Good {}\n");
        Path wrong = Files.writeString(directory.resolve("Wrong.java"), "class Wrong { int x = y; }\n");
        assertSame(jdk, "javac", "-d", directory.toString(), source.toString());
        assertSame(jdk, "javac", "-d", directory.toString(), wrong.toString());
        assertSame(jdk, "keytool", "-help");
        assertSame(jdk, "jshell", "--version");
        assertSame(jdk, "jar", "--version");

        Result jps = withAgent(jdk, "jps");
        assertThat(jps.exitCode()).isZero();
        assertThat(jps.agentLines()).isEmpty();
        assertThat(jps.out()).contains(" Jps");
    }

    private static void assertSame(Jdk jdk, String tool, String... arguments) {
        // The first run of all may greet a new user, as that of jshell does.
        ForkedJvm.of(jdk).runTool(tool, arguments);
        Result without = ForkedJvm.of(jdk).runTool(tool, arguments);
        Result with = withAgent(jdk, tool, arguments);
        assertThat(with.exitCode()).as(tool).isEqualTo(without.exitCode());
        assertThat(with.out()).as(tool).isEqualTo(without.out());
        List<String> lines = new ArrayList<>(with.errLines());
        assertThat(lines.removeIf(line -> line.startsWith(PICKED_UP))).as(tool).isTrue();
        assertThat(lines).as(tool).isEqualTo(without.errLines());
    }

    private static Result withAgent(Jdk jdk, String tool, String... arguments) {
        return ForkedJvm.of(jdk)
                .environment("JAVA_TOOL_OPTIONS", "-javaagent:" + ForkedJvm.AGENT + "=http.port=0")
                .runTool(tool, arguments);
    }
}
