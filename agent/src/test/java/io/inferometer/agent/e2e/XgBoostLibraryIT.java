package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.Metrics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XGBoost4J, in the oldest and the newest release that the agent speaks of, on models trained in the test. */
class XgBoostLibraryIT {

    private static final String OLDEST = "1.7.6";
    private static final String NEWEST = "3.4.0";
    private static final String BOOSTER = "ml.dmlc.xgboost4j.java.Booster";
    private static final String[] METHODS = {"predict", "predictLeaf", "predictContrib", "inplace_predict"};
    private static final List<String> ON_MATRICES = List.of(
            "predict(Lml/dmlc/xgboost4j/java/DMatrix;)[[F",
            "predict(Lml/dmlc/xgboost4j/java/DMatrix;Z)[[F",
            "predict(Lml/dmlc/xgboost4j/java/DMatrix;ZI)[[F",
            "predictLeaf(Lml/dmlc/xgboost4j/java/DMatrix;I)[[F",
            "predictContrib(Lml/dmlc/xgboost4j/java/DMatrix;I)[[F");

    /** Not in the oldest release. */
    private static final List<String> IN_PLACE = List.of(
            "inplace_predict([FIIF)[[F",
            "inplace_predict([FIIF[I)[[F",
            "inplace_predict([FIIF[ILml/dmlc/xgboost4j/java/Booster$PredictionType;[F)[[F");

    @TempDir
    Path directory;

    private static List<Path> jars(String release) {
        return TestJars.jars(Path.of("target/xgboost4j", release));
    }

    @EachJdk
    void everyCallCountsOnceWithItsRows(Jdk jdk) {
        for (String release : List.of(OLDEST, NEWEST)) {
            Path folder = directory.resolve(release);
            List<Path> classPath = LibraryRun.classPath(folder, "XgBoostCalls", jars(release));
            ForkedJvm jvm = ForkedJvm.of(jdk).classPath(classPath.toArray(new Path[0]));
            Map<String, Double> samples = LibraryRun.assertExact(jvm, "XgBoostCalls", folder.toString());
            assertThat(samples.keySet())
                    .anyMatch(sample -> sample.startsWith("inferometer_model_info{model=\"churn\"")
                            && sample.endsWith(",device=\"cpu\"}"))
                    .anyMatch(sample -> sample.startsWith("inferometer_model_info{model=\"XgBoostCalls\"")
                            && sample.endsWith(",device=\"cuda:1\"}"));
            double opened = Metrics.sum(samples, "inferometer_native_handles_opened_total", "library=\"xgboost\"");
            assertThat(LibraryRun.openHandles(samples, "xgboost", "matrix")).isLessThan(opened);
        }
    }

    @Test
    void theseArePublicAndNoneCallsAnotherButInPlace() {
        JarClass oldest = JarClass.read(jars(OLDEST), BOOSTER);
        JarClass newest = JarClass.read(jars(NEWEST), BOOSTER);
        assertThat(oldest.visible(METHODS)).containsExactlyInAnyOrderElementsOf(ON_MATRICES);
        assertThat(newest.visible(METHODS))
                .containsAll(ON_MATRICES)
                .containsAll(IN_PLACE)
                .hasSize(ON_MATRICES.size() + IN_PLACE.size());
        for (String signature : ON_MATRICES) {
            String inner = "predict(Lml/dmlc/xgboost4j/java/DMatrix;ZIZZ)[[F";
            assertThat(oldest.calledBy(signature)).containsExactly(inner);
            assertThat(newest.calledBy(signature)).containsExactly(inner);
        }
        assertThat(newest.calledBy(IN_PLACE.get(0))).containsExactly(IN_PLACE.get(2));
        assertThat(newest.calledBy(IN_PLACE.get(1))).containsExactly(IN_PLACE.get(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {OLDEST, NEWEST})
    void modelsAreLoadedInThreeWaysAndDisposedInOne(String release) {
        assertThat(JarClass.read(jars(release), "ml.dmlc.xgboost4j.java.XGBoost")
                        .visible("loadModel"))
                .containsExactlyInAnyOrder(
                        "loadModel(Ljava/lang/String;)Lml/dmlc/xgboost4j/java/Booster;",
                        "loadModel(Ljava/io/InputStream;)Lml/dmlc/xgboost4j/java/Booster;",
                        "loadModel([B)Lml/dmlc/xgboost4j/java/Booster;");
        assertThat(JarClass.read(jars(release), BOOSTER).visible("dispose", "close"))
                .containsExactly("dispose()V");
        assertThat(JarClass.read(jars(release), "ml.dmlc.xgboost4j.java.DMatrix")
                        .visible("rowNum"))
                .containsExactly("rowNum()J");
    }
}
