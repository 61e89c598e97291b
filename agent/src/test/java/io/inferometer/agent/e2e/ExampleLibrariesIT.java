package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.config.LibraryFile;
import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.library.TypeNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The declarations of libraries in {@code docs/examples}: real ones, that nothing is built in for. */
class ExampleLibrariesIT {

    private static final Path EXAMPLES =
            Path.of("..", "docs", "examples").toAbsolutePath().normalize();

    @TempDir
    Path directory;

    @Test
    void allAreReadWithoutAMistake() throws IOException {
        List<String> problems = new ArrayList<>();
        List<Library> libraries = LibraryFile.readAll(List.of(EXAMPLES.toString()), problems);
        assertThat(problems).isEmpty();
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            assertThat(libraries).hasSize((int) files.count());
        }
        assertThat(libraries)
                .allSatisfy(library -> assertThat(library.targets()).isNotEmpty());
    }

    @EachJdk
    void weka(Jdk jdk) {
        assertExact(jdk, "weka", "WekaCalls");
    }

    @EachJdk
    void smile(Jdk jdk) {
        assertExact(jdk, "smile", "SmileCalls");
    }

    private void assertExact(Jdk jdk, String library, String application) {
        List<Path> classPath = LibraryRun.classPath(
                directory.resolve("classes"), application, TestJars.jars(Path.of("target/examples", library)));
        ForkedJvm jvm = ForkedJvm.of(jdk)
                .classPath(classPath.toArray(new Path[0]))
                .agent("library.files=" + EXAMPLES.resolve(library + ".properties"));
        try (var running = LibraryRun.start(jvm, application)) {
            LibraryRun.assertExact(running);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"deeplearning4j", "mleap"})
    void theirMethodsAreInTheClassFiles(String name) {
        List<Path> jars = TestJars.jars(Path.of("target/examples", name));
        Library library = LibraryFile.readAll(
                        List.of(EXAMPLES.resolve(name + ".properties").toString()), new ArrayList<>())
                .get(0);
        for (Target target : library.targets()) {
            JarClass type = JarClass.read(jars, target.types().className());
            StringBuilder parameters = new StringBuilder(target.methodName()).append('(');
            for (String parameter : target.parameterTypes()) {
                parameters.append(TypeNames.descriptor(parameter));
            }
            String beginning = target.overloads() == Target.Overloads.LISTED ? parameters + ")" : parameters.toString();
            assertThat(type.declared()).anyMatch(method -> method.startsWith(beginning));
        }
    }
}
