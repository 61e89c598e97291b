package io.inferometer.agent.e2e;

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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The compilers of other languages, each run in a JVM of its own. Each compiles a source that lies beside the tests, and returns
 * the class path to run it with.
 */
final class Compilers {

    private Compilers() {}

    /** @param defaults how interface methods with a body are compiled, as {@code -jvm-default} takes it */
    static Path[] kotlin(Path folder, String source, String defaults) {
        return compile(
                "kotlin",
                "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler",
                folder,
                source,
                "-no-stdlib",
                "-no-reflect",
                "-jvm-default=" + defaults);
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

    private static Path[] compile(String language, String compiler, Path folder, String source, String... options) {
        List<Path> jars = TestJars.jars(Path.of("target", language));
        List<Path> classPath = new ArrayList<>(jars);
        classPath.add(annotations());
        Path file = folder.resolve(source);
        Path classes = folder.resolve("classes");
        try {
            Files.createDirectories(classes);
            Files.writeString(file, TestJars.source(source));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> arguments = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-cp", joined(jars), compiler));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("-d", classes.toString(), "-classpath", joined(classPath), file.toString()));
        Result result = ForkedJvm.of(Jdks.running()).runTool("java", arguments.toArray(new String[0]));
        if (result.exitCode() != 0) {
            throw new AssertionError(source + " does not compile:\n" + result.out() + result.err());
        }
        classPath.add(0, classes);
        return classPath.toArray(new Path[0]);
    }

    private static String joined(List<Path> path) {
        return path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
