package io.inferometer.agent.weave;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Class files by the thousand, by class name. */
final class ClassCorpus {

    private ClassCorpus() {}

    /** Of the jar, or directory, that {@code type} came from. */
    static Map<String, byte[]> jarOf(Class<?> type) throws Exception {
        Path jar =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(jar)) {
            return under(jar);
        }
        try (FileSystem content = FileSystems.newFileSystem(jar)) {
            return under(content.getPath("/"));
        }
    }

    /** Of a module of the running JDK. */
    static Map<String, byte[]> module(String name) throws IOException {
        return under(FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", name));
    }

    private static Map<String, byte[]> under(Path root) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                String entry = root.relativize(path).toString();
                if (entry.endsWith(".class") && !entry.contains("META-INF") && !entry.endsWith("module-info.class")) {
                    files.put(entry.substring(0, entry.length() - 6).replace('/', '.'), Files.readAllBytes(path));
                }
            }
        }
        return files;
    }
}
