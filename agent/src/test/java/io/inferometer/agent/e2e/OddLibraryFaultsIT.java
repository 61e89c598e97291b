package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.Metrics;
import io.inferometer.agent.it.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;

/** Libraries whose objects fail, wait or lie when they are asked: measured as far as possible, and the application sees nothing of it. */
class OddLibraryFaultsIT {

    private static final String DECLARED = """
            name=odd
            call.predict=application.OddLibraryCalls$Model#predict@batch=arg0[0].shape()[0]
            call.rank=application.OddLibraryCalls$Model+#rank(application.OddLibraryCalls$Tensor)@model=this.getName()
            load.load=application.OddLibraryCalls$Model#load@model=arg0
            unload.close=application.OddLibraryCalls$Model#close()
            """;

    /** Of a release that nobody has seen. */
    private static final String BOOSTER = """
            package io.github.metarank.lightgbm4j;
            public class LGBMBooster {
                public String predictForMat() {
                    return "nothing new";
                }
                public void close() {}
            }
            """;

    private static final Pattern ODD_NAMES = Pattern.compile("odd/(nnn.*|a\uFFFD.*)");

    @TempDir
    Path directory;

    @EachJdk
    void whatIsOddIsMeasuredAsFarAsPossible(Jdk jdk) throws IOException {
        Path library = TestJars.compile(
                directory.resolve("library"),
                Map.of("io/github/metarank/lightgbm4j/LGBMBooster.java", BOOSTER),
                "--class-path",
                List.of());
        List<Path> classPath = LibraryRun.classPath(directory.resolve("classes"), "OddLibraryCalls", List.of(library));
        Path file = Files.writeString(directory.resolve("odd.properties"), DECLARED);
        ForkedJvm jvm =
                ForkedJvm.of(jdk).classPath(classPath.toArray(new Path[0])).agent("library.files=" + file);
        try (var running = LibraryRun.start(jvm, "OddLibraryCalls")) {
            Map<String, Double> samples = LibraryRun.assertBooked(running, ODD_NAMES);
            assertThat(models(samples, "nnn"))
                    .singleElement()
                    .satisfies(name -> assertThat(name).hasSize(128));
            assertThat(models(samples, "a\uFFFD# forged 1\uFFFD")).hasSize(1);
            assertThat(samples)
                    .containsEntry("inferometer_library_enabled{library=\"odd\"}", 1.0)
                    .containsEntry("inferometer_library_enabled{library=\"lightgbm\"}", 0.0);
            assertThat(Metrics.sum(samples, "inferometer_agent_measuring_errors_total"))
                    .as("what getters threw")
                    .isPositive();
            running.awaitErr("this.getName\\(\\): took 1\\d\\d\\d ms, and is not read any more");
            running.awaitErr("the library lightgbm is not measured: ");
            Result result = running.finish();
            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.out()).contains("waited again: false", "lightgbm says nothing new");
            assertThat(result.err()).containsOnlyOnce("measuring a call failed, the call did not: ");
            assertThat(result.agentLines()).as(result.err()).hasSize(6);
        }
    }

    private static Set<String> models(Map<String, Double> samples, String beginning) {
        Set<String> models = new TreeSet<>();
        for (String sample : samples.keySet()) {
            int from = sample.indexOf("{model=\"" + beginning) + "{model=\"".length();
            if (sample.startsWith("inferometer_inference_duration_seconds_count{model=\"" + beginning)) {
                models.add(sample.substring(from, sample.indexOf('"', from)));
            }
        }
        return models;
    }
}
