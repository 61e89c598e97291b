package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.inferometer.agent.it.app.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/**
 * How often the agent's threads wake while nothing is measured and nobody asks, as Linux counts it. The bounds leave room for a
 * busy machine and are far below what a thread costs that looks for work by the clock.
 */
@Tag("safety")
class IdleWakeUpsIT {

    private static final int SECONDS = 10;

    /** As long as the aggregator takes to see that nothing comes any more. */
    private static final int TO_REST_SECONDS = 12;

    private static final Pattern NAME = Pattern.compile("Name:\\s*(inferometer-\\S+)");
    private static final Pattern LAST_INFERENCE = Pattern.compile("\"lastInferenceMillis\":(\\d+)");
    private static final Pattern SWITCHES = Pattern.compile("\nvoluntary_ctxt_switches:\\s*(\\d+)");

    /** Voluntary context switches by the first 15 characters of a thread's name. */
    private static Map<String, Long> switches(long pid) throws IOException {
        Map<String, Long> byName = new TreeMap<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            tasks.forEach(task -> {
                String status = read(task.resolve("status"));
                Matcher name = NAME.matcher(status);
                Matcher count = SWITCHES.matcher(status);
                if (name.find() && count.find()) {
                    byName.put(name.group(1), Long.parseLong(count.group(1)));
                }
            });
        }
        return byName;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @OneJdk
    void whileNothingHappensThreadsSleep(Jdk jdk) throws IOException, InterruptedException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/task")), "no /proc");
        // Room for all that is allocated: a pause for garbage collection wakes the aggregator.
        try (RunningJvm jvm = ForkedJvm.of(jdk).agent().flags("-Xmn64m").start(Service.class)) {
            jvm.awaitOut("called 1 ");
            jvm.metrics();
            Thread.sleep(TO_REST_SECONDS * 1_000L);
            Map<String, Long> before = switches(jvm.pid());
            Thread.sleep(SECONDS * 1_000L);
            Map<String, Long> wakeUps = switches(jvm.pid());
            wakeUps.replaceAll((name, count) -> count - before.getOrDefault(name, 0L));
            assertThat(wakeUps).as("threads").containsOnlyKeys("inferometer-agg", "inferometer-htt", "inferometer-sch");
            assertThat(wakeUps.get("inferometer-agg")).as("aggregator").isZero();
            assertThat(wakeUps.get("inferometer-htt")).as("listener").isLessThan(5);
            assertThat(wakeUps.get("inferometer-sch")).as("scheduler").isLessThan(SECONDS * 3);

            long call = System.currentTimeMillis();
            jvm.send("1");
            jvm.awaitOut("called 1 [\\s\\S]*called 1 ");
            Thread.sleep(SECONDS * 500L);
            long noticed = lastInferenceMillis(jvm.metrics().get("api/snapshot"));
            assertThat(noticed).as("when the call was noticed").isBetween(call, call + SECONDS * 250L);
        }
    }

    private static long lastInferenceMillis(String json) {
        return LAST_INFERENCE
                .matcher(json)
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .max()
                .orElse(0);
    }
}
