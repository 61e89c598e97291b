package io.inferometer.agent.e2e;

import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Apache OpenNLP, in the oldest and the newest release that the agent speaks of, on models trained in the test. */
class OpenNlpLibraryIT {

    @TempDir
    Path directory;

    @EachJdk
    void everyCallCountsOnce(Jdk jdk) {
        for (String release : List.of("1.9.4", "2.5.4")) {
            Path folder = directory.resolve(release);
            List<Path> classPath =
                    LibraryRun.classPath(folder, "OpenNlpCalls", TestJars.jars(Path.of("target/opennlp", release)));
            ForkedJvm jvm = ForkedJvm.of(jdk).classPath(classPath.toArray(new Path[0]));
            LibraryRun.assertExact(jvm, "OpenNlpCalls", folder.toString());
        }
    }
}
