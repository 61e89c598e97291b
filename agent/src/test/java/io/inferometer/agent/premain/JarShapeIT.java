package io.inferometer.agent.premain;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.exporter.ExporterRow;
import io.inferometer.agent.exporter.ExporterTable;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shape of the one file that users deploy. */
class JarShapeIT {

    private static final File FILE = new File("target/inferometer-agent.jar");
    private static final long LARGEST = 14 << 20;

    private static JarFile jar;
    private static List<String> entries;

    @BeforeAll
    static void open() throws IOException {
        jar = new JarFile(FILE);
        entries = jar.stream()
                .filter(entry -> !entry.isDirectory())
                .map(ZipEntry::getName)
                .toList();
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
                .allMatch(name -> name.startsWith("agent/")
                        || name.startsWith("exporters/")
                        || name.startsWith("io/inferometer/agent/premain/")
                        || name.startsWith("META-INF/maven/")
                        || List.of("META-INF/MANIFEST.MF", "LICENSE", "NOTICE").contains(name));
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
        assertThat(entries).noneMatch(name -> name.contains("META-INF/versions/"));
        assertThat(entries).noneMatch(name -> name.endsWith("module-info.classdata"));
    }

    @Test
    void itIsSmall() {
        assertThat(FILE.length()).isLessThanOrEqualTo(LARGEST);
    }

    @Test
    void namesAreRelativeAndPlain() {
        assertThat(entries)
                .doesNotHaveDuplicates()
                .noneMatch(name ->
                        name.startsWith("/") || name.contains("..") || name.contains("\\") || name.contains(":"));
    }

    @Test
    void theAgentItsLibrariesAndTheFamiliesAreThere() {
        assertThat(entries)
                .contains(
                        "agent/io/inferometer/agent/Agent.classdata",
                        "agent/io/inferometer/agent/cli/Cli.classdata",
                        "agent/io/inferometer/exporter/api/Exporter.classdata",
                        "agent/boot/java/lang/InferenceDispatch.classdata",
                        "agent/net/bytebuddy/jar/asm/ClassReader.classdata",
                        "agent/org/jctools/queues/varhandle/MpscVarHandleArrayQueue.classdata");
        for (String family : ExporterTable.rows().stream()
                .filter(ExporterRow::pushes)
                .map(ExporterRow::family)
                .distinct()
                .toList()) {
            assertThat(entries)
                    .contains("exporters/" + family + "/META-INF/services/io.inferometer.exporter.api.ExporterProvider")
                    .anyMatch(name -> name.startsWith("exporters/" + family + "/io/inferometer/exporter/" + family));
            assertThat(entries)
                    .as("what the agent's loader has, a family does not bring again")
                    .noneMatch(name -> name.startsWith("exporters/" + family + "/io/inferometer/exporter/api/"));
        }
        assertThat(entries).noneMatch(name -> name.startsWith("agent/software/amazon/"));
    }

    @Test
    void everyHiddenClassIsAClassOfJava17AtMost() throws IOException {
        for (String name : entries) {
            if (name.endsWith(".classdata")) {
                byte[] head = jar.getInputStream(jar.getEntry(name)).readNBytes(8);
                assertThat(head).as(name).startsWith(0xCA, 0xFE, 0xBA, 0xBE);
                assertThat(head[7] & 0xFF).as(name).isLessThanOrEqualTo(61);
            }
        }
    }

    @Test
    void licencesTravelWithIt() throws IOException {
        for (String name : List.of("LICENSE", "NOTICE")) {
            String text = new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).as(name).hasSizeGreaterThan(100);
        }
    }

    @Test
    void noFileOfTheBuildMachineIsNamed() throws IOException {
        String home = new File("").getAbsolutePath();
        for (String name : entries) {
            if (!name.endsWith(".classdata") && !name.endsWith(".class")) {
                String text = new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
                assertThat(text).as(name).doesNotContain(home);
            }
        }
    }
}
