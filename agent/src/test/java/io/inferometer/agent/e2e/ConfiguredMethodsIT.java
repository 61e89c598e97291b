package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.Metrics;
import io.inferometer.agent.it.RunningJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What the option {@code methods} says of an application that cannot be edited. */
class ConfiguredMethodsIT {

    private static final String SOURCE = """
            package application;

            import java.util.ArrayList;
            import java.util.List;

            public class Gateway {
                static class Base {
                    double inherited(double x) {
                        return x;
                    }
                }

                interface Api {
                    default double twice(double x) {
                        return 2 * x;
                    }
                }

                static class Hidden {
                    public double visible(double x) {
                        return x;
                    }
                }

                public static class Public extends Hidden {}

                static class Request {
                    private final String model;
                    final Integer version;

                    Request(String model, Integer version) {
                        this.model = model;
                        this.version = version;
                    }

                    private String getModel() {
                        return model;
                    }
                }

                static class Scorer extends Base implements Api {
                    private final String name;

                    Scorer(String name) {
                        this.name = name;
                    }

                    double predict(Request request, List<String> rows) {
                        if (rows.isEmpty()) {
                            throw new IllegalArgumentException("no rows");
                        }
                        return rows.size();
                    }

                    double[] rank(float[] data, int rows, long columns) {
                        return new double[rows];
                    }

                    int generate(int[] prompt) {
                        return 7;
                    }

                    double score(double x) {
                        return x;
                    }
                }

                public static void main(String[] arguments) throws Exception {
                    Scorer scorer = new Scorer("first");
                    Scorer second = new Scorer("second");
                    for (int i = 0; i < 10; i++) {
                        List<String> rows = new ArrayList<>();
                        rows.add("a");
                        rows.add("b");
                        rows.add("c");
                        scorer.predict(new Request("bert", 2), rows);
                        scorer.predict(new Request("t5", null), rows);
                        try {
                            scorer.predict(new Request("t5", null), List.of());
                        } catch (IllegalArgumentException expected) {
                            // Counts as the client's.
                        }
                        scorer.rank(new float[8], 4, 2);
                        second.rank(new float[8], 300, 2);
                        scorer.generate(new int[5]);
                        scorer.score(scorer.inherited(scorer.twice(new Public().visible(i))));
                    }
                    System.out.println("done");
                    System.in.readAllBytes();
                }
            }
            """;

    private static final String OWNER = "application.Gateway$";

    @TempDir
    static Path directory;

    private static Path classes;

    @BeforeAll
    static void compile() {
        classes = TestJars.compile(
                directory.resolve("classes"), Map.of("application/Gateway.java", SOURCE), "--class-path", List.of());
    }

    private static RunningJvm start(Jdk jdk, String methods) {
        return ForkedJvm.of(jdk).classPath(classes).agent("methods=" + methods).start("application.Gateway");
    }

    @EachJdk
    void modelVersionBatchAndTokensAreReadOfEachCall(Jdk jdk) {
        String methods = String.join(
                ",",
                OWNER + "Scorer#predict@model=arg0.getModel()@version=arg0.version@batch=arg1.size()",
                OWNER + "Scorer#rank@model=this.name@batch=arg1",
                OWNER + "Scorer#generate@writer@input-tokens=arg0.length@output-tokens=result");
        try (RunningJvm jvm = start(jdk, methods)) {
            jvm.awaitOut("^done$");
            Metrics metrics = jvm.metrics();
            assertThat(metrics.calls("success"))
                    .isEqualTo(Map.of("bert", 10L, "t5", 10L, "first", 10L, "second", 10L, "writer", 10L));
            assertThat(metrics.calls("client_error")).isEqualTo(Map.of("t5", 10L));
            Map<String, Double> samples = metrics.samples();
            assertThat(Metrics.sum(samples, "inferometer_inference_duration_seconds_count", "version=\"2\""))
                    .isEqualTo(10);
            assertThat(batches(samples, "bert")).isEqualTo(30);
            assertThat(batches(samples, "t5"))
                    .as("nothing in those that failed")
                    .isEqualTo(30);
            assertThat(batches(samples, "first")).isEqualTo(40);
            assertThat(batches(samples, "second")).isEqualTo(3_000);
            assertThat(tokens(samples, "input")).isEqualTo(50);
            assertThat(tokens(samples, "output")).isEqualTo(70);
            assertThat(jvm.finish().agentLines()).hasSize(1);
        }
    }

    private static long batches(Map<String, Double> samples, String model) {
        return Metrics.sum(samples, "inferometer_batch_size_sum", "model=\"" + model + "\"");
    }

    private static long tokens(Map<String, Double> samples, String direction) {
        return Metrics.sum(samples, "inferometer_tokens_total", "model=\"writer\"", "direction=\"" + direction + "\"");
    }

    @EachJdk
    void whatIsNotThereIsNamedWithWhatWasMeant(Jdk jdk) throws Exception {
        String methods = String.join(
                ",",
                OWNER + "Scorer#scroe",
                OWNER + "Scorer#score(int)",
                OWNER + "Scorer#inherited",
                OWNER + "Scorer#twice",
                OWNER + "Public#visible",
                OWNER + "Scorer#rank@batch=arg3",
                OWNER + "Scorer#predict@model=arg0.getModle()");
        try (RunningJvm jvm = start(jdk, methods)) {
            jvm.awaitOut("^done$");
            jvm.awaitErr("getModle");
            assertThat(jvm.metrics().calls("success"))
                    .as("without the name that cannot be read")
                    .isEqualTo(Map.of("config", 20L));
            String page = jvm.metrics().get("api/snapshot");
            assertThat(page).contains("\"notMeasured\":[\"").contains("inherited from application.Gateway$Hidden");
            try (JmxClient jmx = JmxClient.attach(jvm.pid())) {
                jmx.await("type=Agent", "NotMeasured", lines -> ((String[]) lines).length == 7);
            }
            List<String> lines = jvm.finish().agentLines();
            assertThat(lines).hasSize(8);
            assertThat(String.join("\n", lines))
                    .contains("Scorer.scroe is not measured: the class has no such method; the nearest is " + OWNER
                            + "Scorer#score")
                    .contains("the nearest is " + OWNER + "Scorer#score(double)")
                    .contains("inherited from " + OWNER + "Base; name it in methods as " + OWNER + "Base#inherited")
                    .contains("inherited from " + OWNER + "Api")
                    .contains("inherited from " + OWNER + "Hidden")
                    .contains("arg3 is to be read of it, but it has 3 parameters")
                    .contains("arg0.getModle(): " + OWNER + "Request has no method getModle() that can be read");
        }
    }
}
