package io.inferometer.agent.e2e;

import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** LightGBM, in the oldest and the newest release that the agent speaks of, on models trained in the test. */
class LightGbmLibraryIT {

    @TempDir
    Path directory;

    @EachJdk
    void everyCallCountsOnce(Jdk jdk) {
        for (String release : List.of("4.1.0-1", "4.3.0-1")) {
            Path folder = directory.resolve(release);
            List<Path> classPath =
                    LibraryRun.classPath(folder, "LightGbmCalls", TestJars.jars(Path.of("target/lightgbm", release)));
            ForkedJvm jvm = ForkedJvm.of(jdk).classPath(classPath.toArray(new Path[0]));
            LibraryRun.assertExact(jvm, "LightGbmCalls", folder.toString());
        }
    }
}
