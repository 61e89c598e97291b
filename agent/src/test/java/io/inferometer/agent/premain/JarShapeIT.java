package io.inferometer.agent.premain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.inferometer.agent.exporter.ExporterRow;
import io.inferometer.agent.exporter.ExporterTable;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The shape of the one file that users deploy, and of the smaller one. */
@Tag("safety")
class JarShapeIT {

    private static final File FILE = new File("target/inferometer-agent.jar");
    private static final File SLIM = new File("target/inferometer-agent-slim.jar");
    private static final long LARGEST = 10_000_000;
    private static final long LARGEST_SLIM = 3 << 20;
    private static final int MOST_ENTRIES = 60;

    private static final List<String> FAMILIES = ExporterTable.rows().stream()
            .filter(ExporterRow::pushes)
            .map(ExporterRow::family)
            .distinct()
            .toList();
    private static final List<String> NATIVES = List.of("natives/jna", "natives/oshi");
    private static final List<String> ARCHIVES = Stream.concat(
                    Stream.of("agent/core", "agent/oshi", NATIVES.get(0), NATIVES.get(1)),
                    FAMILIES.stream().map(family -> "exporters/" + family))
            .toList();

    private static JarFile jar;
    private static AgentJar content;
    private static List<String> entries;

    @BeforeAll
    static void open() throws IOException {
        jar = new JarFile(FILE);
        content = AgentJar.open(FILE);
        entries = files(jar);
    }

    private static List<String> files(JarFile of) {
        return of.stream()
                .filter(entry -> !entry.isDirectory())
                .map(ZipEntry::getName)
                .toList();
    }

    private static List<String> packed(String archive) throws IOException {
        return content.archive(archive).names("");
    }

    @AfterAll
    static void close() throws IOException {
        jar.close();
    }

    @Test
    void theOnlyClassesThatOtherLoadersSeeAreThoseOfPremain() {
        assertThat(entries)
                .filteredOn(name -> name.endsWith(".class"))
                .isNotEmpty()
                .allMatch(name -> name.matches("io/inferometer/agent/premain/[A-Za-z$0-9-]+\\.class"))
                .contains("io/inferometer/agent/premain/Premain.class", "io/inferometer/agent/premain/Main.class");
    }

    @Test
    void theRootHasNothingThatAnApplicationMightFind() {
        assertThat(entries)
                .allMatch(name -> ARCHIVES.contains(name)
                        || name.startsWith("io/inferometer/agent/premain/")
                        || name.startsWith("META-INF/licenses/")
                        || name.matches("META-INF/sbom/(core|" + String.join("|", FAMILIES) + ")\\.cdx\\.json")
                        || List.of("META-INF/MANIFEST.MF", "LICENSE", "NOTICE", "agent/libraries.index")
                                .contains(name));
    }

    /** Each costs every start of a JVM. */
    @Test
    void theRootIsShort() {
        assertThat(jar.size()).isLessThanOrEqualTo(MOST_ENTRIES);
    }

    @Test
    void archivesAreStored() {
        for (String archive : ARCHIVES) {
            assertThat(jar.getEntry(archive).getMethod()).as(archive).isEqualTo(ZipEntry.STORED);
        }
    }

    @Test
    void theManifestSaysWhereTheJvmEnters() throws IOException {
        Attributes manifest = jar.getManifest().getMainAttributes();
        assertThat(manifest.getValue("Premain-Class")).isEqualTo("io.inferometer.agent.premain.Premain");
        assertThat(manifest.getValue("Agent-Class")).isEqualTo("io.inferometer.agent.premain.Premain");
        assertThat(manifest.getValue("Main-Class")).isEqualTo("io.inferometer.agent.premain.Main");
        assertThat(manifest.getValue("Can-Redefine-Classes")).isEqualTo("true");
        assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
        assertThat(manifest.getValue("Implementation-Version")).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(manifest.getValue("Boot-Class-Path"))
                .as("a jar there makes HotSpot warn")
                .isNull();
        assertThat(manifest.getValue("Launcher-Agent-Class")).isNull();
        assertThat(manifest.getValue("Class-Path")).isNull();
    }

    @Test
    void nothingIsLeftToTheReleaseOfTheJvm() throws IOException {
        assertThat(jar.getManifest().getMainAttributes().getValue("Multi-Release"))
                .isNull();
        for (String archive : ARCHIVES) {
            assertThat(packed(archive))
                    .noneMatch(name -> name.startsWith("META-INF/versions/") || name.endsWith("module-info.class"));
        }
    }

    @Test
    void theJarsAreSmall() {
        assertThat(FILE.length()).isLessThanOrEqualTo(LARGEST);
        assertThat(SLIM.length()).isLessThanOrEqualTo(LARGEST_SLIM);
    }

    @Test
    void theSlimOneIsTheSameWithoutAwsAndWhatCallsNativeCode() throws IOException {
        List<String> expected = new ArrayList<>(entries);
        expected.removeIf(name -> name.equals("exporters/aws")
                || name.startsWith("META-INF/licenses/aws/")
                || name.equals("META-INF/sbom/aws.cdx.json")
                || NATIVES.contains(name));
        try (JarFile slim = new JarFile(SLIM)) {
            assertThat(files(slim)).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(slim.getManifest()).isEqualTo(jar.getManifest());
            for (String name : expected) {
                assertThat(slim.getEntry(name).getCrc())
                        .as(name)
                        .isEqualTo(jar.getEntry(name).getCrc());
            }
        }
    }

    @Test
    void namesAreRelativeAndPlain() throws IOException {
        List<String> all = new ArrayList<>(entries);
        for (String archive : ARCHIVES) {
            assertThat(packed(archive)).as(archive).doesNotHaveDuplicates();
            all.addAll(packed(archive));
        }
        assertThat(all)
                .noneMatch(name ->
                        name.startsWith("/") || name.contains("..") || name.contains("\\") || name.contains(":"));
    }

    @Test
    void theAgentItsLibrariesAndTheFamiliesAreThere() throws IOException {
        assertThat(packed("agent/core"))
                .contains(
                        "io/inferometer/agent/Agent.class",
                        "io/inferometer/agent/cli/Cli.class",
                        "io/inferometer/exporter/api/Exporter.class",
                        "boot/java/lang/InferenceDispatch.class",
                        "boot/java/lang/InferenceLinker.class",
                        "net/bytebuddy/jar/asm/ClassReader.class",
                        "org/jctools/queues/varhandle/MpscVarHandleArrayQueue.class")
                .noneMatch(name -> name.startsWith("oshi/")
                        || name.startsWith("software/amazon/")
                        || name.startsWith("io/inferometer/agent/premain/")
                        || name.startsWith("io/inferometer/agent/packing/"));
        assertThat(packed("agent/oshi"))
                .contains("oshi/nativefree/SystemInfo.class", "oshi.properties")
                .allMatch(name -> name.startsWith("oshi"));
        assertThat(packed("natives/jna"))
                .contains("com/sun/jna/Native.class", "com/sun/jna/linux-x86-64/libjnidispatch.so")
                .allMatch(name -> name.startsWith("com/sun/jna/"));
        assertThat(packed("natives/oshi"))
                .contains(
                        "oshi/SystemInfo.class",
                        "oshi/hardware/platform/mac/MacHardwareAbstractionLayerJNA.class",
                        "oshi/hardware/platform/windows/WindowsHardwareAbstractionLayerJNA.class",
                        "com/sun/jna/platform/win32/Kernel32.class")
                .noneMatch(name -> name.startsWith("oshi/nativefree/") || name.contains("/linux/"));
        for (String family : FAMILIES) {
            assertThat(packed("exporters/" + family))
                    .contains("META-INF/services/io.inferometer.exporter.api.ExporterProvider")
                    .anyMatch(name -> name.startsWith("io/inferometer/exporter/" + family))
                    .as("what the agent's loader has, a family does not bring again")
                    .noneMatch(name -> name.startsWith("io/inferometer/exporter/api/"));
        }
    }

    @Test
    void everyPackedClassIsAClassOfJava17AtMost() throws IOException {
        for (String archive : ARCHIVES) {
            for (String name : packed(archive)) {
                if (name.endsWith(".class")) {
                    byte[] file = content.archive(archive).read(name);
                    assertThat(file).as(name).startsWith(0xCA, 0xFE, 0xBA, 0xBE);
                    assertThat(file[7] & 0xFF).as(name).isLessThanOrEqualTo(61);
                }
            }
        }
    }

    @Test
    void licencesTravelWithIt() throws IOException {
        for (String name : List.of("LICENSE", "NOTICE")) {
            assertThat(text(name)).as(name).isEqualTo(Files.readString(Path.of("..", name)));
        }
        assertThat(text("META-INF/licenses/aws/FastDoubleParser-NOTICE"))
                .contains("Werner Randelshofer", "This code is licensed under MIT License");
        assertThat(text("META-INF/licenses/aws/thirdparty-LICENSE")).contains("Permission is hereby granted");
    }

    @Test
    void whatItIsMadeOfIsListed() throws IOException {
        assumeTrue(jar.getEntry("META-INF/sbom/core.cdx.json") != null, "built offline, where CycloneDX does not run");
        assertThat(text("META-INF/sbom/core.cdx.json"))
                .contains(
                        "\"CycloneDX\"",
                        "pkg:maven/org.jctools/jctools-core-jdk11@",
                        "pkg:maven/com.github.oshi/oshi-common@",
                        "pkg:maven/com.github.oshi/oshi-core@",
                        "pkg:maven/net.java.dev.jna/jna-jpms@")
                .doesNotContain("junit", "archunit");
        assertThat(text("META-INF/sbom/aws.cdx.json"))
                .contains("\"CycloneDX\"", "pkg:maven/software.amazon.awssdk/cloudwatch@")
                .doesNotContain("junit");
    }

    @Test
    void noFileOfTheBuildMachineIsNamed() throws IOException {
        String home = new File("").getAbsolutePath();
        for (String name : entries) {
            if (!name.endsWith(".class")) {
                assertThat(text(name)).as(name).doesNotContain(home);
            }
        }
        for (String archive : ARCHIVES) {
            for (String name : packed(archive)) {
                String text = new String(content.archive(archive).read(name), StandardCharsets.UTF_8);
                assertThat(text).as(name).doesNotContain(home);
            }
        }
    }

    private static String text(String name) throws IOException {
        return new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
