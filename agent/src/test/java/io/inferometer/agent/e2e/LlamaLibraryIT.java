package io.inferometer.agent.e2e;

import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** llama.cpp, in the newest release that the agent speaks of, on a model written in the test; of the oldest the class files are read. */
class LlamaLibraryIT {

    @TempDir
    Path directory;

    @EachJdk
    void everyCallCountsOnce(Jdk jdk) {
        Path folder = directory.resolve("llama");
        List<Path> classPath = LibraryRun.classPath(folder, "LlamaCalls", TestJars.jars(Path.of("target/llama/4.2.0")));
        ForkedJvm jvm = ForkedJvm.of(jdk)
                .classPath(classPath.toArray(new Path[0]))
                // Where it unpacks its native code.
                .flags("-Dde.kherud.llama.tmpdir=" + directory);
        LibraryRun.assertExact(jvm, "LlamaCalls", folder.toString());
    }
}
