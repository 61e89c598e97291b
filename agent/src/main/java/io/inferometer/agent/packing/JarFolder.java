package io.inferometer.agent.packing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Lays out what becomes the agent's jar:
 *
 * <pre>
 *   agent/…                ──► agent/core, agent/oshi        OSHI apart: read only for the figures of disks
 *   exporters/&lt;family&gt;/…   ──► exporters/&lt;family&gt;
 *   natives/&lt;part&gt;/…       ──► natives/&lt;part&gt;            what calls native code
 *   …/META-INF/…LICENSE    ──► META-INF/licenses/…           for people to read
 *   …/META-INF/sbom.json   ──► META-INF/sbom/….cdx.json      for scanners, which do not look into archives
 *   io/…, LICENSE, NOTICE  ──► as they are
 * </pre>
 */
final class JarFolder {

    private static final String AGENT = "agent/";
    private static final String EXPORTERS = "exporters/";
    private static final String NATIVES = "natives/";
    private static final String OSHI = "oshi";

    /** Made by the build: which library asks for which classes. Read before {@code main}, and again by the agent itself. */
    private static final String LIBRARIES = "io/inferometer/agent/library/libraries.index";

    private final Path from;
    private final Path to;
    private final Map<String, Map<String, byte[]>> archives = new TreeMap<>();

    /** What is in the jar itself. */
    private final Map<String, byte[]> rest = new TreeMap<>();

    private JarFolder(Path from, Path to) {
        this.from = from;
        this.to = to;
    }

    /** @param arguments the folder that is laid out by class loader, and the one that becomes the jar */
    public static void main(String[] arguments) throws IOException {
        new JarFolder(Path.of(arguments[0]), Path.of(arguments[1])).make();
    }

    private void make() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            put(from.relativize(file).toString().replace('\\', '/'), file);
        }
        for (Map.Entry<String, Map<String, byte[]>> archive : archives.entrySet()) {
            write(archive.getKey(), ArchiveWriter.pack(shipped(archive.getKey(), archive.getValue())));
        }
        for (Map.Entry<String, byte[]> file : ClassFiles.shipped(rest).entrySet()) {
            write(file.getKey(), file.getValue());
        }
        write(AGENT + "libraries.index", archives.get(AGENT + "core").get(LIBRARIES));
    }

    /** Libraries of exporters may look at their own classes; the agent's do not. */
    private static Map<String, byte[]> shipped(String archive, Map<String, byte[]> files) {
        return archive.equals(AGENT + "core") ? ClassFiles.shipped(files) : files;
    }

    private void put(String name, Path file) throws IOException {
        String archive = archive(name);
        if (archive == null) {
            rest.put(name, Files.readAllBytes(file));
            return;
        }
        String tree = archive.startsWith(AGENT) ? AGENT : archive + "/";
        String inTree = name.substring(tree.length());
        String part = archive.substring(archive.indexOf('/') + 1);
        if (inTree.equals("META-INF/sbom.json")) {
            write("META-INF/sbom/" + part + ".cdx.json", Files.readAllBytes(file));
        } else if (inTree.startsWith("META-INF/") && (inTree.endsWith("LICENSE") || inTree.endsWith("NOTICE"))) {
            write("META-INF/licenses/" + part + inTree.substring(8), Files.readAllBytes(file));
        } else if (!inTree.startsWith("io/inferometer/agent/packing/")) {
            archives.computeIfAbsent(archive, none -> new TreeMap<>()).put(inTree, Files.readAllBytes(file));
        }
    }

    /** The archive that a file belongs to; null when it stays as it is. */
    private static String archive(String name) {
        if (name.startsWith(AGENT)) {
            return AGENT + (name.startsWith(OSHI, AGENT.length()) ? OSHI : "core");
        }
        for (String trees : List.of(EXPORTERS, NATIVES)) {
            if (name.startsWith(trees)) {
                return name.substring(0, name.indexOf('/', trees.length()));
            }
        }
        return null;
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = to.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}
