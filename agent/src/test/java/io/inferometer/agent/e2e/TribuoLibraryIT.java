package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.Result;
import io.inferometer.agent.it.RunningJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Oracle Tribuo, in the oldest and the newest release that the agent speaks of: its own models and one of an application. */
class TribuoLibraryIT {

    private static final String OLDEST = "4.2.0";
    private static final String NEWEST = "4.3.2";
    private static final String ONE = "predict(Lorg/tribuo/Example;)Lorg/tribuo/Prediction;";
    private static final String ANY_NUMBER = "predict(Ljava/lang/Iterable;)Ljava/util/List;";
    private static final String DATASET = "predict(Lorg/tribuo/Dataset;)Ljava/util/List;";
    private static final String INNER = "innerPredict(Ljava/lang/Iterable;)Ljava/util/List;";

    @TempDir
    Path directory;

    private static List<Path> jars(String release) {
        return TestJars.jars(Path.of("target/tribuo", release));
    }

    @EachJdk
    void everyCallOfAnyModelCountsOnce(Jdk jdk) {
        for (String release : List.of(OLDEST, NEWEST)) {
            List<Path> classPath = classPath(release);
            Map<String, Double> samples = LibraryRun.assertExact(jvm(jdk, classPath), "TribuoCalls", plugin(classPath));
            assertThat(samples.keySet())
                    .as("when it was trained")
                    .anyMatch(sample -> sample.matches(".*model=\"linear\",version=\"20\\d\\d-\\d\\d-.*"));
        }
    }

    @EachJdk
    void modelsThatWereLoadedBeforeTheAgentAreMeasuredToo(Jdk jdk) {
        List<Path> classPath = classPath(NEWEST);
        ForkedJvm application = jvm(jdk, classPath).flags("-XX:+EnableDynamicAgentLoading");
        try (RunningJvm jvm = LibraryRun.start(application, "TribuoCalls", plugin(classPath), "wait")) {
            jvm.awaitOut("^ready$");
            Result attached = ForkedJvm.of(jdk)
                    .runTool(
                            "java",
                            "-jar",
                            ForkedJvm.AGENT.toString(),
                            "attach",
                            Long.toString(jvm.pid()),
                            "http.port=0");
            assertThat(attached.exitCode()).as(attached.err()).isZero();
            jvm.awaitErr("dashboard http");
            jvm.send("call");
            LibraryRun.assertExact(jvm);
        }
    }

    private List<Path> classPath(String release) {
        return LibraryRun.classPath(directory.resolve(release), "TribuoCalls", jars(release));
    }

    private static ForkedJvm jvm(Jdk jdk, List<Path> classPath) {
        return ForkedJvm.of(jdk).classPath(classPath.toArray(new Path[0]));
    }

    /** A folder with the application's own model, on no class path. */
    private String plugin(List<Path> classPath) {
        Path folder = directory.resolve("plugin");
        TestJars.compile(
                folder, Map.of("plugin/OwnModel.java", TestJars.source("OwnModel.java")), "--class-path", classPath);
        return folder.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {OLDEST, NEWEST})
    void aModelPredictsOneExampleAndInheritsTheRest(String release) {
        JarClass model = JarClass.read(jars(release), "org.tribuo.Model");
        assertThat(model.isAbstract(ONE)).isTrue();
        assertThat(model.visible("predict", "innerPredict", "getName"))
                .containsExactlyInAnyOrder("getName()Ljava/lang/String;", INNER, ANY_NUMBER, DATASET);
        assertThat(model.calledBy(ANY_NUMBER)).containsExactly(INNER);
        assertThat(model.calledBy(DATASET)).containsExactly(INNER);
        assertThat(model.calledBy(INNER)).containsExactly(ONE);
        for (String ofItsOwn : List.of(
                "org.tribuo.classification.sgd.linear.LinearSGDModel",
                "org.tribuo.common.tree.TreeModel",
                "org.tribuo.ensemble.WeightedEnsembleModel")) {
            assertThat(JarClass.read(jars(release), ofItsOwn).visible("predict", "innerPredict"))
                    .as(ofItsOwn)
                    .containsExactly(ONE);
        }
        assertThat(JarClass.read(jars(release), "org.tribuo.transform.TransformedModel")
                        .visible("predict", "innerPredict"))
                .containsExactlyInAnyOrder(ONE, DATASET);
    }
}
