package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.e2e.app.Commands;
import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import java.util.ArrayList;
import java.util.List;

/** The jar's own commands, against JVMs that run. */
class CommandLineIT {

    @EachJdk
    void attachMeasuresFromThenOnAndListAndTopSeeIt(Jdk jdk) {
        try (RunningJvm jvm =
                ForkedJvm.of(jdk).flags("-XX:+EnableDynamicAgentLoading").start(Commands.class)) {
            jvm.awaitOut("^ready$");
            jvm.send("score 40");
            jvm.awaitOut("^scored 40 errors 5$");
            String pid = Long.toString(jvm.pid());
            assertThat(command(jdk, "list").out()).containsPattern("(?m)^ *" + pid + " +- +- +\\S*Commands");

            Result attached = command(jdk, "attach", pid, "http.port=0,service-name=attached");
            assertThat(attached.exitCode()).as(attached.err()).isZero();
            assertThat(attached.out()).startsWith("attached to process " + pid);
            assertThat(attached.err()).isEmpty();
            String address = jvm.metrics().address().toString();
            assertThat(jvm.err()).contains("measures attached; dashboard " + address);
            jvm.send("score 60");
            jvm.awaitOut("^scored 60 errors 7$");
            assertThat(jvm.metrics().calls()).as("calls after the attach").isEqualTo(60);

            Result list = command(jdk, "list");
            assertThat(list.exitCode()).isZero();
            assertThat(list.out())
                    .containsPattern("(?m)^ *" + pid + " +\\d+\\.\\d+\\.\\d+\\S* +" + address + " +\\S*Commands");
            Result top = command(jdk, "top", pid, "--once");
            assertThat(top.exitCode()).as(top.err()).isZero();
            assertThat(top.out()).contains("process " + pid, address).containsPattern("(?m)^scorer +annotation .* 7$");
            assertThat(top.err()).isEmpty();

            Result again = command(jdk, "attach", pid, "enabled=true,http.port=1");
            assertThat(again.exitCode()).isZero();
            assertThat(again.out())
                    .isEqualTo("process " + pid + " carries the agent already\napplied: enabled=true\n"
                            + "needs a restart of that JVM: http.port=1\n");
            jvm.awaitErr("this JVM carries the agent already; applied: enabled=true; .*: http.port=1");

            Result result = jvm.finish();
            assertThat(result.exitCode()).isZero();
            assertThat(result.out()).isEqualTo("ready\nscored 40 errors 5\nscored 60 errors 7\n");
            assertThat(result.errLines()).hasSize(2);
        }
    }

    @EachJdk
    void aJvmWithoutTheAgentAndOneThatIsNotThereAreOneLineEach(Jdk jdk) {
        try (RunningJvm jvm = ForkedJvm.of(jdk).start(Commands.class)) {
            jvm.awaitOut("^ready$");
            assertFails(1, "does not carry the agent", command(jdk, "top", Long.toString(jvm.pid()), "--once"));
        }
        assertFails(1, "999999999", command(jdk, "attach", "999999999"));
    }

    @OneJdk
    void checkSaysWhatIsInForceAndEveryMistake(Jdk jdk) {
        Result right = command(jdk, "check", "interval=5s,exporters=http,file");
        assertThat(right.exitCode()).isZero();
        assertThat(right.out()).containsPattern("(?m)^interval +5s +agent options");
        assertThat(right.err()).isEmpty();

        Result wrong = command(jdk, "check", "intervall=5s,exporters=sagemaker-metrics");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.out())
                .containsPattern("(?m)^mistake: .*intervall.*interval")
                .containsPattern("(?m)^mistake: .*sagemaker-metrics\\.trial-component.*missing");
    }

    @OneJdk
    void helpAndVersionAndWrongUsage(Jdk jdk) {
        Result version = command(jdk, "--version");
        assertThat(version.exitCode()).isZero();
        assertThat(version.out()).matches("inferometer \\d+\\.\\d+\\.\\d+\\S*\n");
        Result help = command(jdk, "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("-javaagent:", "attach <pid>", "top <pid>", "check", "Exit codes");
        assertFails(2, "'frobnicate' is no command", command(jdk, "frobnicate"));
        assertFails(2, "a command is missing", command(jdk));
        assertFails(2, "'x' is no process id", command(jdk, "attach", "x"));
    }

    private static void assertFails(int exitCode, String why, Result result) {
        assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines()).hasSize(1).allMatch(line -> line.startsWith("inferometer: "));
        assertThat(result.err()).contains(why);
    }

    private static Result command(Jdk jdk, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-jar", ForkedJvm.AGENT.toString()));
        all.addAll(List.of(arguments));
        return ForkedJvm.of(jdk).runTool("java", all.toArray(new String[0]));
    }
}
