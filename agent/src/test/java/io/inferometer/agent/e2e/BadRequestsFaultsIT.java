package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.e2e.app.BadRequests;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.RunningJvm;
import java.util.Map;
import java.util.TreeMap;

/** Ids and stages that are not as they should be: each is counted and explained once, and the application sees nothing. */
class BadRequestsFaultsIT {

    private static final String SERVER = BadRequests.class.getName();
    private static final String LABELS = "{endpoint=\"bad\",variant=\"AllTraffic\"";

    @OneJdk
    void eachIsCountedAndExplainedOnce(Jdk jdk) throws InterruptedException {
        Map<String, Double> expected = new TreeMap<>();
        for (String problem : new String[] {"empty", "too_long", "duplicate", "reused"}) {
            expected.put("bad_ids_total{problem=\"" + problem + "\"}", 1.0);
        }
        // Those of a stage whose expression names nothing, too.
        expected.put("bad_ids_total{problem=\"missing\"}", 1.0 + 11);
        // One that throws, and one that is no id.
        expected.put("bad_ids_total{problem=\"unreadable\"}", 2.0);
        expected.put("unmatched_total", 2.0);
        expected.put("late_total", 0.0);
        expected.put("lost_stages_total", 0.0);
        expected.put("requests_total" + LABELS + ",outcome=\"success\"}", 6.0);
        expected.put("requests_total" + LABELS + ",outcome=\"failure\"}", 3.0);
        expected.put("requests_total" + LABELS + ",outcome=\"expired\"}", 1.0);
        expected.put("failures_total" + LABELS + ",stage=\"notify\"}", 1.0);
        expected.put("model_errors_total" + LABELS + ",class=\"5xx\"}", 2.0);
        expected.put("backlog" + LABELS + "}", 0.0);
        expected.put("tracked", 0.0);
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                .agent(
                        "endpoint.name=bad",
                        "async.accept=" + SERVER + "#accept@id=arg0.getId()",
                        "async.process=" + SERVER + "#process@id=arg0.getId()",
                        "async.upload=" + SERVER + "#store@id=arg0.nowhere()",
                        "async.notify=" + SERVER + "#callBack",
                        "async.expire=" + SERVER + "#expire@id=arg0.getId()",
                        "async.ttl=2s",
                        "async.processing-timeout=2s")
                .start(BadRequests.class)) {
            jvm.awaitOut("seen 2");
            await(jvm, expected);
            jvm.send("expire");
            expected.put("late_total", 1.0);
            await(jvm, expected);
            assertThat(jvm.err().lines().filter(line -> line.contains("inferometer_async_bad_ids_total")))
                    .hasSize(6)
                    .doesNotHaveDuplicates();
            assertThat(jvm.err()).containsOnlyOnce("inferometer_async_unmatched_total");
            assertThat(jvm.err()).containsOnlyOnce("has no method nowhere()");
        }
    }

    private static void await(RunningJvm jvm, Map<String, Double> expected) throws InterruptedException {
        Map<String, Double> found = new TreeMap<>();
        for (int i = 0; i < 200 && !found.equals(expected); i++) {
            Thread.sleep(100);
            Map<String, Double> samples = jvm.metrics().samples();
            for (String name : expected.keySet()) {
                found.put(name, samples.get("inferometer_async_" + name));
            }
        }
        assertThat(found).as(jvm.err()).isEqualTo(expected);
    }
}
