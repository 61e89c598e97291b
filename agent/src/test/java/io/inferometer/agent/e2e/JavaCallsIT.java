package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.sun.tools.attach.VirtualMachine;
import io.inferometer.agent.it.EachJdk;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdk;
import io.inferometer.agent.it.OneJdk;
import io.inferometer.agent.it.RunningJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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
                entry("Ranker", 10L),
                entry("Unchanged", 10L),
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

    /**
     * Lambdas and proxies are not measured, but for what they call. {@code Combined} has its method from a class that knows nothing of
     * the interface, which the second line says.
     */
    @SuppressWarnings("unchecked")
    private static final MapEntry<String, Long>[] INHERITED = new MapEntry[] {
        entry("Plain", 20L),
        entry("Recorded", 10L),
        entry("Constant", 10L),
        entry("named", 10L),
        entry("Ensemble", 10L),
        entry("InheritedCalls", 10L),
        entry("Words", 10L),
        entry("OfDoubles", 10L),
        entry("Unbridged", 10L),
        entry("Ranker", 10L),
        entry("Changed", 10L),
        entry("Far", 20L),
        entry("Defaulting", 10L),
        entry("base", 10L),
        entry("renamed", 10L),
        entry("Only", 10L),
        entry("own", 10L)
    };

    private static final String OWN_ANNOTATION = "annotations=application.InheritedCalls$Timed@value";

    private static final String COMBINED =
            "application.InheritedCalls\\$Combined.score is not measured: it is inherited from"
                    + " application.InheritedCalls\\$Elsewhere; name it in methods as application.InheritedCalls\\$Elsewhere#score";

    @EachJdk
    void implementationsOfAnnotatedMethods(Jdk jdk) {
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                .classPath(inheritedCalls("classes"))
                .agent(OWN_ANNOTATION)
                .start("application.InheritedCalls")) {
            jvm.awaitOut("^done$");
            assertThat(jvm.metrics().calls("success")).containsOnly(INHERITED);
            jvm.awaitErr(COMBINED);
            assertThat(jvm.finish().agentLines()).hasSize(2);
        }
    }

    /**
     * Without debug information the methods of compiled classes look like those that are made at run time: they have the name of what
     * they override.
     */
    @OneJdk
    void implementationsThatAreCompiledWithoutDebugInformation(Jdk jdk) {
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                .classPath(inheritedCalls("bare", "-g:none"))
                .agent(OWN_ANNOTATION)
                .start("application.InheritedCalls")) {
            jvm.awaitOut("^done$");
            Map<String, Long> expected = new HashMap<>();
            for (MapEntry<String, Long> each : INHERITED) {
                expected.put(each.getKey(), each.getValue());
            }
            expected.put("Ranker", 10 + expected.remove("Changed"));
            expected.put("Bridged", expected.remove("Unbridged"));
            assertThat(jvm.metrics().calls("success")).isEqualTo(expected);
        }
    }

    @EachJdk
    void implementationsThatWereLoadedBeforeTheAgent(Jdk jdk) throws Exception {
        try (RunningJvm jvm =
                ForkedJvm.of(jdk).classPath(inheritedCalls("classes")).start("application.InheritedCalls", "wait")) {
            jvm.awaitOut("^ready$");
            VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
            machine.loadAgent(ForkedJvm.AGENT.toString(), "http.port=0," + OWN_ANNOTATION);
            machine.detach();
            jvm.awaitErr(COMBINED);
            jvm.send("go");
            jvm.awaitOut("^done$");
            assertThat(jvm.metrics().calls("success")).containsOnly(INHERITED);
            assertThat(jvm.finish().agentLines()).hasSize(2);
        }
    }

    private Path[] inheritedCalls(String folder, String... more) {
        Path classes = TestJars.compile(
                directory.resolve(folder),
                Map.of("application/InheritedCalls.java", TestJars.source("InheritedCalls.java")),
                "--class-path",
                List.of(Compilers.annotations()),
                more);
        return new Path[] {classes, Compilers.annotations()};
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
