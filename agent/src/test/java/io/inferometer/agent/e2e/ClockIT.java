package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.inferometer.agent.e2e.app.CounterSpy;
import io.inferometer.agent.e2e.app.TimedCalls;
import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** {@code clock=tsc}, in JVMs that refuse what warns of native access, as the forked ones all do. */
@Tag("safety")
class ClockIT {

    private static final int FIRST = 22;
    private static final double BORNE = 1e-4;
    private static final String AGENT = "type=Agent";
    private static final String CLOCK = "inferometer_agent_clock_tsc";
    private static final Path SOURCE = Path.of("/sys/devices/system/clocksource/clocksource0/current_clocksource");

    @TempDir
    Path directory;

    private static ForkedJvm jvm(Jdk jdk) {
        return ForkedJvm.of(jdk)
                .agent(
                        "clock=tsc",
                        "methods=" + TimedCalls.class.getName() + "#held@held," + TimedCalls.class.getName()
                                + "#quick@quick");
    }

    private static boolean hasCounter(Jdk jdk) throws IOException {
        return jdk.feature() >= FIRST
                && System.getProperty("os.arch").equals("amd64")
                && Files.isReadable(SOURCE)
                && Files.readString(SOURCE).strip().equals("tsc");
    }

    @EachJdk
    void whereItDoesNotApplyOneLineSaysWhy(Jdk jdk) throws IOException {
        ForkedJvm fork = jvm(jdk);
        assumeTrue(!hasCounter(jdk), "it applies on " + jdk);
        try (RunningJvm jvm = fork.start(TimedCalls.class)) {
            jvm.awaitErr("WARN clock=tsc does not apply: .*; calls are timed by System.nanoTime");
            String problem;
            try (JmxClient console = JmxClient.attach(jvm.pid())) {
                problem = (String) console.await(AGENT, "ClockProblem", value -> !value.equals(""));
                assertThat(console.get(AGENT, "Clock")).isEqualTo("nanotime");
            }
            assertThat(jvm.metrics().samples()).containsEntry(CLOCK, 0.0);
            hold(jvm);
            assertExact(jvm, 0, let(jvm));
            assertCounted(jvm, 100_000);
            Result result = jvm.finish();
            assertThat(result.errLines()).hasSize(2).isEqualTo(result.agentLines());
            assertThat(result.err()).contains(problem);
        }
    }

    @EachJdk
    void whereItAppliesCallsAreCountedAndTimedAsBefore(Jdk jdk) throws IOException {
        ForkedJvm fork = jvm(jdk);
        assumeTrue(hasCounter(jdk), "it does not apply on " + jdk);
        try (RunningJvm jvm = fork.start(TimedCalls.class)) {
            hold(jvm);
            jvm.awaitErr("INFO clock=tsc applies: calls are timed by the time-stamp counter, at \\d+ MHz$");
            try (JmxClient console = JmxClient.attach(jvm.pid())) {
                console.await(AGENT, "Clock", "tsc");
                assertThat(console.get(AGENT, "ClockProblem")).isEqualTo("");
            }
            assertThat(jvm.metrics().samples()).containsEntry(CLOCK, 1.0);
            // Begun by the one clock and ended by the other.
            double first = assertExact(jvm, 0, let(jvm));

            hold(jvm);
            assertCounted(jvm, 3_000_000);
            assertExact(jvm, first, let(jvm));
            Result result = jvm.finish();
            assertThat(result.errLines()).hasSize(2).isEqualTo(result.agentLines());
        }
    }

    @EachJdk
    void aCounterThatPartsIsLeft(Jdk jdk) throws IOException {
        ForkedJvm.of(jdk);
        assumeTrue(hasCounter(jdk), "it does not apply on " + jdk);
        Path spy = TestJars.agent(
                directory.resolve("spy.jar"),
                CounterSpy.class.getName(),
                Path.of("target/test-classes"),
                TestJars.libraries("byte-buddy-1"));
        ForkedJvm fork = jvm(jdk).agentJar(spy, "");
        try (RunningJvm jvm = fork.start(TimedCalls.class)) {
            jvm.awaitErr("INFO clock=tsc applies");
            hold(jvm);
            jvm.send("set spied.ticks 10000000000");
            jvm.awaitErr("WARN clock=tsc was left: .* parted by \\d+ ppm, more than 50, .* until the JVM starts anew$");
            try (JmxClient console = JmxClient.attach(jvm.pid())) {
                console.await(AGENT, "Clock", "nanotime");
                assertThat(console.get(AGENT, "ClockProblem")).asString().startsWith("clock=tsc was left: ");
            }
            assertThat(jvm.metrics().samples()).containsEntry(CLOCK, 0.0);
            // What the counter jumped by is a few seconds of this call, and of no other.
            Matcher held = let(jvm);
            double jumped = sum(jvm, "held");
            assertThat(jumped).isBetween(seconds(held, 1) + 1, seconds(held, 2) + 20);

            hold(jvm);
            assertCounted(jvm, 100_000);
            assertExact(jvm, jumped, let(jvm));
            assertThat(jvm.metrics().samples()).containsEntry("inferometer_agent_clamped_durations_total", 0.0);
            Result result = jvm.finish();
            assertThat(result.errLines()).hasSize(3).isEqualTo(result.agentLines());
        }
    }

    private static void hold(RunningJvm jvm) {
        int before = count(jvm, "^holds$");
        jvm.send("hold");
        jvm.awaitOut("(?s)(^holds$.*){" + (before + 1) + "}");
    }

    /** How long the call took that ends now, by itself and by its caller. */
    private static Matcher let(RunningJvm jvm) {
        int before = count(jvm, "^held ");
        jvm.send("let");
        return jvm.awaitOut("(?s)(?:.*^held ){" + (before + 1) + "}(\\d+) (\\d+)\n");
    }

    private static int count(RunningJvm jvm, String regex) {
        return (int) Pattern.compile(regex, Pattern.MULTILINE)
                .matcher(jvm.out())
                .results()
                .count();
    }

    private static double seconds(Matcher held, int group) {
        return Long.parseLong(held.group(group)) / 1e9;
    }

    /** Returns the sum that is known to be right now. */
    private static double assertExact(RunningJvm jvm, double before, Matcher held) {
        double sum = sum(jvm, "held");
        assertThat(sum - before).isBetween(seconds(held, 1) * (1 - BORNE), seconds(held, 2) * (1 + BORNE));
        return sum;
    }

    private static void assertCounted(RunningJvm jvm, int calls) {
        jvm.send("quick " + calls);
        jvm.awaitOut("^called " + 2 * calls + "$");
        assertThat(jvm.metrics().calls("success")).containsEntry("quick", 2L * calls);
    }

    private static double sum(RunningJvm jvm, String model) {
        return jvm.metrics().samples().entrySet().stream()
                .filter(sample -> sample.getKey().startsWith("inferometer_inference_duration_seconds_sum{")
                        && sample.getKey().contains("model=\"" + model + "\"")
                        && sample.getKey().contains("outcome=\"success\""))
                .mapToDouble(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }
}
