package io.inferometer.agent.e2e;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** What the applications under test bring along: libraries in releases of their own, other agents, classes made for one test. */
final class TestJars {

    private static final Path LIBRARIES = Path.of("target/application-libraries");

    private TestJars() {}

    /** The application's own libraries whose file names begin with one of these; all of them without. */
    static List<Path> libraries(String... prefixes) {
        return jars(LIBRARIES).stream()
                .filter(jar -> prefixes.length == 0
                        || Stream.of(prefixes).anyMatch(jar.getFileName().toString()::startsWith))
                .toList();
    }

    /** All jars of a folder. */
    static List<Path> jars(Path folder) {
        try (Stream<Path> jars = Files.list(folder)) {
            return jars.map(Path::toAbsolutePath).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A class path of the test classes and {@code more}. */
    static Path[] classPath(List<Path> more) {
        List<Path> entries = new ArrayList<>(List.of(Path.of("target/test-classes")));
        entries.addAll(more);
        return entries.toArray(new Path[0]);
    }

    /** An agent's jar with the classes of a folder that are in its premain class's package, and these jars on its class path. */
    static Path agent(Path jar, String premain, Path classes, List<Path> libraries) {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", premain);
        attributes.putValue("Can-Retransform-Classes", "true");
        attributes.put(
                Attributes.Name.CLASS_PATH,
                String.join(
                        " ",
                        libraries.stream().map(Path::toUri).map(URI::toString).toList()));
        String path = premain.replace('.', '/');
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String entry = classes.relativize(file).toString().replace(File.separatorChar, '/');
                if (entry.equals(path + ".class") || entry.startsWith(path + "$")) {
                    out.putNextEntry(new JarEntry(entry));
                    Files.copy(file, out);
                    out.closeEntry();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }

    /** The text of a source that lies beside the tests, to be compiled against libraries that are not theirs. */
    static String source(String name) {
        try (InputStream in = TestJars.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compiles sources, given by file name with the package's path, into a folder, with this class path or module path and more options. */
    static Path compile(Path folder, Map<String, String> sources, String pathOption, List<Path> path, String... more) {
        List<JavaFileObject> files = new ArrayList<>();
        sources.forEach((name, text) ->
                files.add(new SimpleJavaFileObject(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return text;
                    }
                }));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> all = new ArrayList<>(List.of("--release", "17", "-d", folder.toString()));
        all.addAll(
                List.of(pathOption, path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))));
        all.addAll(List.of(more));
        if (!compiler.getTask(null, null, null, all, null, files).call()) {
            throw new AssertionError("does not compile: " + sources.keySet());
        }
        return folder;
    }
}
