package io.inferometer.agent.premain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives are read as they were written, or one line says that they are not. */
@Tag("safety")
class ArchiveFaultsTest {

    private static final String LOST = "was overwritten while this JVM uses it";

    /** No file's name begins with it. */
    private static final String NONE = "none/";

    @TempDir
    private Path directory;

    private Path file;
    private AgentJar jar;

    @BeforeEach
    void open() throws IOException {
        SmallJar content = new SmallJar()
                .text("core", "Aa", "one of two names")
                .text("core", "BB", "with the same hash")
                .text("core", "empty", "")
                .text("core", "dir/\u00fcber", "\u00fcber")
                .supplier("core", "a.One", "one")
                .text("other", "Aa", "another");
        for (int i = 0; i < 500; i++) {
            content.supplier("core", "many.C" + i, "c" + i);
        }
        file = directory.resolve("a.jar");
        jar = AgentJar.open(content.write(file));
    }

    private static String text(Archive archive, String name) throws IOException {
        byte[] content = archive.read(name);
        return content == null ? null : new String(content, StandardCharsets.UTF_8);
    }

    @Test
    void whatWasPackedIsRead() throws IOException {
        Archive core = jar.archive("core");
        for (int times = 0; times < 2; times++) {
            assertThat(text(core, "Aa")).isEqualTo("one of two names");
            assertThat(text(core, "BB")).isEqualTo("with the same hash");
            assertThat(text(core, "empty")).isEmpty();
            assertThat(text(core, "dir/\u00fcber")).isEqualTo("\u00fcber");
            assertThat(text(core, "C#")).as("the same hash again").isNull();
            assertThat(text(core, "")).isNull();
            for (int i = 0; i < 500; i++) {
                assertThat(core.read("many/C" + i + ".class")).isEqualTo(SmallJar.classFile("many.C" + i, "c" + i));
            }
            assertThat(core.names("dir/")).containsExactly("dir/\u00fcber");
            assertThat(core.names("")).hasSize(505);
            core.hold("", NONE);
        }
        assertThat(text(jar.archive("other"), "Aa")).isEqualTo("another");
        assertThat(jar.archive("core")).isSameAs(core);
        assertThat(jar.archive("none")).isNull();
        assertThat(jar.isChanged()).isFalse();
    }

    @Test
    void whatIsHeldOutlivesTheFile() throws IOException {
        Archive core = jar.archive("core");
        core.hold("", NONE);
        truncate();
        assertThat(text(core, "BB")).isEqualTo("with the same hash");
        assertThat(jar.isChanged()).isFalse();
        core.letGo(name -> name.equals("Aa") || name.endsWith("C7.class"));
        assertThat(text(core, "Aa")).isEqualTo("one of two names");
        assertThat(core.read("many/C7.class")).isEqualTo(SmallJar.classFile("many.C7", "c7"));
        assertThat(jar.isChanged()).isFalse();
        assertThatThrownBy(() -> core.read("BB"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(LOST)
                .hasMessageContaining("BB");
        assertThat(jar.isChanged()).isTrue();
    }

    @Test
    void onlyWhatIsChosenIsHeldUntilItIsLoaded() throws IOException {
        Archive core = jar.archive("core");
        core.hold("many/", "many/C1");
        truncate();
        assertThat(core.read("many/C7.class")).isEqualTo(SmallJar.classFile("many.C7", "c7"));
        assertThatThrownBy(() -> core.read("many/C17.class")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> core.read("Aa")).isInstanceOf(IOException.class);
        core.loaded(core.find("many/C7.class"));
        assertThatThrownBy(() -> core.read("many/C7.class")).isInstanceOf(IOException.class);
        core.letGo(name -> name.startsWith("many/C2"));
        assertThat(core.read("many/C2.class")).isEqualTo(SmallJar.classFile("many.C2", "c2"));
        assertThatThrownBy(() -> core.read("many/C3.class")).isInstanceOf(IOException.class);
    }

    /** As after a start in a heap that had no room for all of it. */
    @Test
    void whatIsKeptNeedNotHaveBeenHeld() throws IOException {
        Archive core = jar.archive("core");
        core.letGo("BB"::equals);
        truncate();
        assertThat(text(core, "BB")).isEqualTo("with the same hash");
        assertThatThrownBy(() -> core.read("Aa")).isInstanceOf(IOException.class);
    }

    @Test
    void anotherLengthIsNoticed() throws IOException {
        Archive core = jar.archive("core");
        Files.write(file, new byte[1], java.nio.file.StandardOpenOption.APPEND);
        assertThatThrownBy(() -> core.read("BB"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(LOST);
        assertThatThrownBy(() -> core.hold("", NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(LOST);
        assertThat(jar.isChanged()).isTrue();
    }

    /** Of the same length: each byte of the file is another, in turn. */
    @Test
    void everyOtherByteIsNoticedOrHarmless() throws IOException {
        byte[] content = Files.readAllBytes(file);
        Random random = new Random(3);
        int noticed = 0;
        for (int i = 0; i < 500; i++) {
            AgentJar opened = AgentJar.open(file.toFile());
            Archive core = opened.archive("core");
            int at = random.nextInt(content.length);
            byte[] changed = content.clone();
            changed[at] ^= (byte) (1 << random.nextInt(8));
            overwrite(changed);
            String name = "many/C" + random.nextInt(500) + ".class";
            try {
                assertThat(core.read(name))
                        .isEqualTo(SmallJar.classFile(
                                name.substring(0, name.length() - 6).replace('/', '.'),
                                "c" + name.replaceAll("\\D", "")));
            } catch (IOException told) {
                assertThat(told).hasMessageContaining(LOST);
                assertThat(opened.isChanged()).isTrue();
                noticed++;
            }
            overwrite(content);
        }
        assertThat(noticed).isPositive();
    }

    @Test
    void oneLostArchiveCostsNeitherTheOthersNorTheJdk() throws Exception {
        Archive core = jar.archive("core");
        core.hold("", NONE);
        NestedJarLoader loader = new NestedJarLoader("agent", null, core, jar.archive("other"));
        truncate();
        assertThat(loader.loadClass("a.One").getClassLoader()).isSameAs(loader);
        assertThat(loader.loadClass("java.util.List")).isSameAs(List.class);
        assertThat(loader.loadClass("javax.management.MBeanServer").getClassLoader())
                .isNull();
        assertThatThrownBy(() -> loader.loadClass("o.Other"))
                .isInstanceOf(ClassNotFoundException.class)
                .hasMessageContaining(LOST)
                .hasMessageContaining("other");
    }

    @Test
    void aJarThatWasPackedAnewIsToldFromOneThatWasOverwritten() throws IOException {
        Path again = directory.resolve("again.jar");
        AgentJar opened = AgentJar.open(new SmallJar().text("core", "a", "b").write(again, ZipEntry.DEFLATED));
        assertThatThrownBy(() -> opened.archive("core"))
                .isInstanceOf(IOException.class)
                .hasMessage(again + " was packed anew and core compressed: use the agent's jar as it was shipped");
        File empty = Files.write(directory.resolve("no.jar"), new byte[100]).toFile();
        assertThatThrownBy(() -> AgentJar.open(empty))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not the agent's jar");
    }

    private void truncate() throws IOException {
        try (RandomAccessFile target = new RandomAccessFile(file.toFile(), "rw")) {
            target.setLength(0);
        }
    }

    private void overwrite(byte[] content) throws IOException {
        try (RandomAccessFile target = new RandomAccessFile(file.toFile(), "rw")) {
            target.write(content);
        }
    }
}
