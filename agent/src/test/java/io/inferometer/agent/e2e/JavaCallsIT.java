package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.RunningJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.MapEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** One call of one method of a Java source is one call, whatever the compiler, a container or a class loader makes of it. */
@Tag("safety")
class JavaCallsIT {

    @TempDir
    Path directory;

    /** A hidden class is shown to no agent: its ten calls are not measured. */
    @EachJdk
    void overridesBridgesAndClassesWithoutAName(Jdk jdk) {
        check(
                jdk,
                "JavaCalls",
                List.of(),
                entry("Plain", 10L),
                entry("named", 10L),
                entry("Price$", 10L),
                entry("Local", 10L),
                entry("Base", 10L),
                entry("Derived", 10L),
                entry("FurtherDerived", 10L),
                entry("Child", 10L),
                entry("Words", 10L),
                entry("Ranker", 20L),
                entry("Reranked", 10L),
                entry("Hidden", 10L),
                entry("Rules", 20L));
    }

    @EachJdk
    void proxiesOfBeans(Jdk jdk) {
        List<Path> libraries = new ArrayList<>(TestJars.libraries("byte-buddy-1"));
        libraries.addAll(TestJars.jars(Path.of("target/bean-proxies")));
        check(
                jdk,
                "BeanProxies",
                libraries,
                entry("Subclassed", 10L),
                entry("Delegated", 10L),
                entry("Intercepted", 10L),
                entry("Copied", 10L),
                entry("Handled", 10L),
                entry("Enhanced", 10L),
                entry("Targeted", 10L));
    }

    @SafeVarargs
    private void check(Jdk jdk, String program, List<Path> libraries, MapEntry<String, Long>... expected) {
        List<Path> classPath = new ArrayList<>(libraries);
        classPath.add(Compilers.annotations());
        classPath.add(
                0,
                TestJars.compile(
                        directory,
                        Map.of("application/" + program + ".java", TestJars.source(program + ".java")),
                        "--class-path",
                        classPath));
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                .classPath(classPath.toArray(new Path[0]))
                // The application's Byte Buddy is older than the newer JDK.
                .flags("-Dnet.bytebuddy.experimental=true")
                .agent()
                .start("application." + program)) {
            jvm.awaitOut("^done$");
            assertThat(jvm.metrics().calls("success")).containsOnly(expected);
            assertThat(jvm.finish().agentLines()).hasSize(1);
        }
    }
}
