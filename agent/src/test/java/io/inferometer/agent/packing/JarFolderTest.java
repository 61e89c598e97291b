package io.inferometer.agent.packing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarFolderTest {

    private static final List<String> FILES = List.of(
            "LICENSE",
            "io/inferometer/agent/premain/Premain.class",
            "agent/io/inferometer/agent/library/libraries.index",
            "agent/io/inferometer/agent/packing/JarFolder.class",
            "agent/io/inferometer/agent/Agent.class",
            "agent/META-INF/Some-LICENSE",
            "agent/META-INF/sbom.json",
            "agent/oshi/A.class",
            "agent/oshi.properties",
            "exporters/aws/META-INF/services/provider",
            "exporters/aws/META-INF/Some-NOTICE",
            "exporters/file/io/A.class",
            "natives/jna/com/sun/jna/A.class");

    @TempDir
    Path directory;

    private Map<String, byte[]> pack(String name, List<String> files) throws IOException {
        Path from = directory.resolve(name);
        Path to = directory.resolve(name + "-packed");
        for (String file : files) {
            Files.createDirectories(from.resolve(file).getParent());
            Files.writeString(from.resolve(file), "content of " + file);
        }
        JarFolder.main(new String[] {from.toString(), to.toString()});
        Map<String, byte[]> packed = new TreeMap<>();
        try (Stream<Path> all = Files.walk(to)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                packed.put(to.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return packed;
    }

    @Test
    void eachLoaderHasItsArchiveAndPeopleTheLicences() throws IOException {
        Map<String, byte[]> packed = pack("one", FILES);
        assertThat(packed.keySet())
                .containsExactlyInAnyOrder(
                        "LICENSE",
                        "META-INF/licenses/aws/Some-NOTICE",
                        "META-INF/licenses/core/Some-LICENSE",
                        "META-INF/sbom/core.cdx.json",
                        "agent/core",
                        "agent/libraries.index",
                        "agent/oshi",
                        "exporters/aws",
                        "exporters/file",
                        "io/inferometer/agent/premain/Premain.class",
                        "natives/jna");
        assertThat(packed.get("agent/libraries.index")).asString().isEqualTo("content of " + FILES.get(2));
    }

    /** Whatever the order of the directory, and whenever it was written. */
    @Test
    void theSameFilesGiveTheSameBytes() throws IOException {
        List<String> backwards = FILES.stream().sorted((a, b) -> b.compareTo(a)).toList();
        Map<String, byte[]> one = pack("one", FILES);
        Map<String, byte[]> other = pack("other", backwards);
        assertThat(other.keySet()).isEqualTo(one.keySet());
        one.forEach((name, content) -> assertThat(other.get(name)).as(name).isEqualTo(content));
    }
}
