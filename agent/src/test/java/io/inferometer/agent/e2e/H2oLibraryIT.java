package io.inferometer.agent.e2e;

import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** H2O's MOJO, in the oldest and the newest release that the agent speaks of, on a model written in the test. */
class H2oLibraryIT {

    @TempDir
    Path directory;

    @EachJdk
    void everyCallCountsOnce(Jdk jdk) {
        for (String release : List.of("3.30.0.1", "3.46.0.12")) {
            Path folder = directory.resolve(release);
            List<Path> classPath =
                    LibraryRun.classPath(folder, "H2oCalls", TestJars.jars(Path.of("target/h2o", release)));
            ForkedJvm jvm = ForkedJvm.of(jdk).classPath(classPath.toArray(new Path[0]));
            LibraryRun.assertExact(jvm, "H2oCalls", folder.toString());
        }
    }
}
