package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** JPMML, in the oldest and the newest release that the agent speaks of, on models written in the test. */
class JpmmlLibraryIT {

    @TempDir
    Path directory;

    @EachJdk
    void everyCallCountsOnce(Jdk jdk) {
        for (String release : List.of("1.6.4", "1.7.7")) {
            Path folder = directory.resolve(release);
            List<Path> classPath =
                    LibraryRun.classPath(folder, "JpmmlCalls", TestJars.jars(Path.of("target/jpmml", release)));
            ForkedJvm jvm = ForkedJvm.of(jdk).classPath(classPath.toArray(new Path[0]));
            assertThat(LibraryRun.assertExact(jvm, "JpmmlCalls", folder.toString()))
                    .containsKey("inferometer_models_loaded{model=\"line\",version=\"1.2\",library=\"jpmml\"}");
        }
    }
}
