package io.inferometer.agent.e2e;

import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** CatBoost, in the oldest and the newest release that the agent speaks of, on a model written in the test. */
class CatBoostLibraryIT {

    @TempDir
    Path directory;

    @EachJdk
    void everyCallCountsOnce(Jdk jdk) {
        for (String release : List.of("1.0.6", "1.2.7")) {
            Path folder = directory.resolve(release);
            List<Path> classPath =
                    LibraryRun.classPath(folder, "CatBoostCalls", TestJars.jars(Path.of("target/catboost", release)));
            ForkedJvm jvm = ForkedJvm.of(jdk).classPath(classPath.toArray(new Path[0]));
            LibraryRun.assertExact(jvm, "CatBoostCalls", folder.toString());
        }
    }
}
