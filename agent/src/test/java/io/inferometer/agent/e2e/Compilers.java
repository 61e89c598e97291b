package io.inferometer.agent.e2e;

import io.inferometer.agent.e2e.app.KotlinCompilations;
import io.inferometer.agent.it.ForkedJvm;
import io.inferometer.agent.it.Jdks;
import io.inferometer.agent.it.Result;
import io.inferometer.annotation.Inference;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The compilers of other languages, each run in a JVM of its own. Each compiles a source that lies beside the tests into a folder,
 * and returns the class path to run it with.
 */
final class Compilers {

    private Compilers() {}

    /** Compiles the source once for each way to compile interface methods with a body, as {@code -jvm-default} takes it. */
    static Map<String, Path[]> kotlin(Path folder, String source, List<String> defaults) {
        List<Path> jars = jars("kotlin");
        String classPath = joined(with(annotations(), jars));
        List<String> arguments = new ArrayList<>(List.of(copy(source, folder), classPath, folder.toString()));
        arguments.addAll(defaults);
        run(with(Path.of("target/test-classes").toAbsolutePath(), jars), KotlinCompilations.class.getName(), arguments);
        Map<String, Path[]> classPaths = new LinkedHashMap<>();
        for (String each : defaults) {
            classPaths.put(each, classPath(folder.resolve(each), jars));
        }
        return classPaths;
    }

    static Path[] scala2(Path folder, String source) {
        return compile("scala-2", "scala.tools.nsc.Main", folder, source);
    }

    static Path[] scala3(Path folder, String source) {
        return compile("scala-3", "dotty.tools.dotc.Main", folder, source);
    }

    static Path[] groovy(Path folder, String source) {
        return compile("groovy", "org.codehaus.groovy.tools.FileSystemCompiler", folder, source);
    }

    /** The jar of the annotation. */
    static Path annotations() {
        try {
            return Path.of(Inference.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path[] compile(String language, String compiler, Path folder, String source) {
        List<Path> jars = jars(language);
        String classPath = joined(with(annotations(), jars));
        String file = copy(source, folder);
        run(jars, compiler, List.of("-d", folder.toString(), "-classpath", classPath, file));
        return classPath(folder, jars);
    }

    private static void run(List<Path> classPath, String main, List<String> more) {
        // The second compiler of the JVM would take longer than it saves.
        List<String> arguments =
                new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", joined(classPath), main));
        arguments.addAll(more);
        Result result = ForkedJvm.of(Jdks.running())
                .timeout(Duration.ofMinutes(3))
                .runTool("java", arguments.toArray(new String[0]));
        if (result.exitCode() != 0) {
            throw new AssertionError(main + " failed:\n" + result.out() + result.err());
        }
    }

    /** Copies a source into a folder, which is made. */
    private static String copy(String source, Path folder) {
        Path file = folder.resolve(source);
        try {
            Files.createDirectories(folder);
            Files.writeString(file, TestJars.source(source));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toString();
    }

    private static List<Path> jars(String language) {
        return TestJars.jars(Path.of("target", language));
    }

    private static Path[] classPath(Path classes, List<Path> jars) {
        return with(classes, with(annotations(), jars)).toArray(new Path[0]);
    }

    private static List<Path> with(Path first, List<Path> rest) {
        List<Path> all = new ArrayList<>(List.of(first));
        all.addAll(rest);
        return all;
    }

    private static String joined(List<Path> path) {
        return path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
