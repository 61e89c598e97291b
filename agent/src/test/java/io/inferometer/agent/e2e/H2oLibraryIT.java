package io.inferometer.agent.e2e;

import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** H2O's MOJO, in the oldest release that the agent speaks of, on a model written in the test; of the newest the class files are read. */
class H2oLibraryIT {

    @TempDir
    Path directory;

    @EachJdk
    void everyCallCountsOnce(Jdk jdk) {
        Path folder = directory.resolve("h2o");
        List<Path> classPath = LibraryRun.classPath(folder, "H2oCalls", TestJars.jars(Path.of("target/h2o/3.30.0.1")));
        ForkedJvm jvm = ForkedJvm.of(jdk).classPath(classPath.toArray(new Path[0]));
        LibraryRun.assertExact(jvm, "H2oCalls", folder.toString());
    }
}
