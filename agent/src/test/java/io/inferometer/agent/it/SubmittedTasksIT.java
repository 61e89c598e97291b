package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.app.KeepingPool;
import io.inferometer.agent.it.app.TaskServer;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;

/** Tasks of executors as queued requests, with the shipped agent: the application checks that nothing changes for it. */
class SubmittedTasksIT {

    private static final String LABELS = "{endpoint=\"tasks\",variant=\"AllTraffic\"";
    private static final String SERVER = TaskServer.class.getName();

    @EachJdk
    void submittedTasksAreRequests(Jdk jdk) throws InterruptedException {
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                .agent(
                        "endpoint.name=tasks",
                        "async.submit=" + SERVER + "#handle",
                        KeepingPool.class.getName() + "#execute(java.lang.Runnable)",
                        SERVER + "#nothing",
                        SERVER + "#handel")
                .start(TaskServer.class)) {
            Matcher done = jvm.awaitOut("done (\\d+) (\\d+) (\\d+)");
            Map<String, Double> expected = new TreeMap<>();
            double failed = Double.parseDouble(done.group(2));
            expected.put("requests_total" + LABELS + ",outcome=\"success\"}", Double.valueOf(done.group(1)));
            expected.put("requests_total" + LABELS + ",outcome=\"failure\"}", failed);
            expected.put("requests_total" + LABELS + ",outcome=\"expired\"}", 0.0);
            expected.put("model_errors_total" + LABELS + ",class=\"4xx\"}", 1.0);
            expected.put("model_errors_total" + LABELS + ",class=\"5xx\"}", failed - 1);
            expected.put("backlog" + LABELS + "}", Double.valueOf(done.group(3)));
            expected.put("unmatched_total", 0.0);
            expected.put("tracked", Double.valueOf(done.group(3)));
            assertThat(jvm.metrics().awaitAsync(expected)).isEqualTo(expected);
            jvm.awaitErr("is of the JDK");
            jvm.awaitErr("handel is not measured");
            Result result = jvm.finish();
            assertThat(result.agentLines())
                    .as(result.err())
                    .anyMatch(
                            line -> line.contains("a submitted task of java.util.concurrent.FutureTask is not measured:"
                                    + " java.util.concurrent.FutureTask is of the JDK, whose classes are not instrumented; submit what"
                                    + " it runs"))
                    .anyMatch(line ->
                            line.contains("is not measured: lambdas are replaced where they implement Runnable or"
                                    + " Callable and nothing else; submit such a one, or an object of a class"))
                    .anyMatch(line -> line.contains(SERVER + ".nothing() is not measured: async.submit finds no call of"
                            + " execute or submit in it; name the method that calls the executor, or its acceptance in"
                            + " async.accept"))
                    .anyMatch(
                            line -> line.contains(SERVER + ".handel is not measured: the class has no such method; the"
                                    + " nearest is " + SERVER + "#handle"))
                    .hasSize(5);
        }
    }
}
