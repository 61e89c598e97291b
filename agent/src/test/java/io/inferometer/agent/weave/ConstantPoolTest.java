package io.inferometer.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.premain.ConstantPool;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import net.bytebuddy.jar.asm.ClassReader;
import org.junit.jupiter.api.Test;

class ConstantPoolTest {

    private static boolean contains(byte[] file, byte[] text) {
        byte[][] none = {};
        return (ConstantPool.find(file, new ConstantPool.Texts(new byte[][] {{0}, text}, none, none)) & 2) != 0;
    }

    /** Whether there is such a name and an entry begins with these parameters. */
    private static boolean hasMethod(byte[] file, byte[] name, byte[] parameters) {
        byte[][] whole = {{0}, {0, 0}};
        byte[][] names = {{0}, name, name};
        byte[][] all = {parameters, {'(', 0}, parameters};
        return ConstantPool.find(file, new ConstantPool.Texts(whole, names, all)) == 1 << 4;
    }

    private final List<byte[]> files;

    ConstantPoolTest() throws Exception {
        files = new ArrayList<>(ClassCorpus.jarOf(Weaver.class).values());
        files.addAll(ClassCorpus.jarOf(WeaverTest.class).values());
    }

    /** The same question, answered by reading entry after entry as JVMS §4.4 lists them. */
    private static boolean naive(byte[] file, byte[] text) {
        return naive(file, entry -> Arrays.equals(entry, text));
    }

    private static boolean naive(byte[] file, Predicate<byte[]> wanted) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file))) {
            in.readFully(new byte[8]);
            int entries = in.readUnsignedShort();
            for (int i = 1; i < entries; i++) {
                switch (in.readByte()) {
                    case 1 -> {
                        byte[] utf8 = new byte[in.readUnsignedShort()];
                        in.readFully(utf8);
                        if (wanted.test(utf8)) {
                            return true;
                        }
                    }
                    case 3, 4 -> in.readInt();
                    case 5, 6 -> {
                        in.readLong();
                        i++;
                    }
                    case 7, 8, 16, 19, 20 -> in.readUnsignedShort();
                    case 9, 10, 11, 12, 17, 18 -> in.readInt();
                    case 15 -> in.readFully(new byte[3]);
                    default -> {
                        return false;
                    }
                }
            }
            return false;
        } catch (EOFException truncated) {
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A text of a class file, at times with another last byte. */
    private static byte[] entry(byte[] file, Random random) {
        List<byte[]> entries = new ArrayList<>();
        naive(file, entry -> {
            entries.add(entry);
            return false;
        });
        byte[] entry = entries.get(random.nextInt(entries.size()));
        if (random.nextInt(4) == 0 && entry.length > 0) {
            entry[entry.length - 1] = (byte) random.nextInt();
        }
        return entry;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void supertypesAreThoseThatAsmReads() {
        int found = 0;
        for (byte[] file : files) {
            ClassReader reader = new ClassReader(file);
            List<String> expected = new ArrayList<>(List.of(reader.getInterfaces()));
            expected.add(0, reader.getSuperName());
            expected.removeIf(name ->
                    name == null || name.startsWith("java/") || name.startsWith("jdk/") || name.startsWith("sun/"));
            assertThat(ConstantPool.supertypes(file)).as(reader.getClassName()).containsExactlyElementsOf(expected);
            found += expected.size();
        }
        assertThat(found).isPositive();
    }

    @Test
    void supertypesOfWhatIsNoClassFileAreNone() {
        byte[] file = files.get(0);
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            byte[] broken = Arrays.copyOf(file, random.nextInt(file.length));
            if (broken.length > 0) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            assertThat(ConstantPool.supertypes(broken)).doesNotContainNull();
        }
        assertThat(ConstantPool.supertypes(new byte[0])).isEmpty();
        assertThat(ConstantPool.supertypes("no class file, but a text of some length".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Test
    void itAgreesWithTheNaiveReaderOnEveryClassFile() {
        int found = 0;
        for (String wanted : List.of(
                "Code",
                "java/lang/Object",
                "java/lang/Objec",
                "Lio/inferometer/annotation/Inference;",
                "(Ljava/lang/Object;)V",
                "nowhere to be found",
                "Lnet/bytebuddy/jar/asm/ClassVisitor;Lnet/bytebuddy/jar/asm/MethodVisitor;",
                "(Ljava/lang/ClassLoader;Ljava/lang/String;Ljava/lang/Class;Ljava/security/ProtectionDomain;[B)[B",
                "x")) {
            for (byte[] file : files) {
                boolean contains = naive(file, text(wanted));
                assertThat(contains(file, text(wanted))).as(wanted).isEqualTo(contains);
                found += contains ? 1 : 0;
            }
        }
        assertThat(found).isGreaterThan(files.size());
    }

    @Test
    void asManyTextsAsThereAreBitsAreToldApart() {
        Random random = new Random(7);
        byte[][] none = {};
        for (int round = 0; round < 50; round++) {
            byte[][] texts = new byte[63][];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = i == 0 ? new byte[0] : entry(files.get(random.nextInt(files.size())), random);
            }
            byte[] file = files.get(random.nextInt(files.size()));
            long expected = 0;
            for (int i = 0; i < texts.length; i++) {
                expected |= naive(file, texts[i]) ? 1L << i : 0;
            }
            assertThat(ConstantPool.find(file, new ConstantPool.Texts(texts, none, none)))
                    .as("round %d", round)
                    .isEqualTo(expected)
                    .isNotZero();
        }
    }

    @Test
    void methodsAreFoundByNameAndParametersWhateverTheResult() {
        int found = 0;
        for (String wanted : List.of("(Ljava/lang/Object;)", "(", "()", "(Lnowhere;)", "(Ljava/lang/Object;)Z")) {
            for (byte[] file : files) {
                boolean has = naive(file, text("<init>"))
                        && naive(file, entry -> new String(entry, StandardCharsets.ISO_8859_1).startsWith(wanted));
                assertThat(hasMethod(file, text("<init>"), text(wanted)))
                        .as(wanted)
                        .isEqualTo(has);
                found += has ? 1 : 0;
            }
        }
        assertThat(found).isGreaterThan(files.size());
    }

    @Test
    void annotatedClassesAreFoundAndOthersNot() throws Exception {
        assertThat(contains(
                        ClassCorpus.jarOf(WeaverTest.class).get(WeaverTest.Scorer.class.getName()),
                        ClassPrefilter.ANNOTATION))
                .isTrue();
        assertThat(contains(ClassCorpus.jarOf(WeaverTest.class).get(Shapes.class.getName()), ClassPrefilter.ANNOTATION))
                .isFalse();
    }

    @Test
    void truncatedFilesAreReadAsFarAsTheyGo() {
        byte[] file = files.get(0);
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThat(contains(cut, text("Code"))).as("%d bytes", length).isEqualTo(naive(cut, text("Code")));
        }
    }

    @Test
    void spoiltAndRandomBytesAreReadTheSameWay() {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            for (int round = 0; round < 500; round++) {
                byte[] bytes;
                if (round % 5 == 0) {
                    bytes = new byte[random.nextInt(200)];
                    random.nextBytes(bytes);
                } else {
                    bytes = files.get(random.nextInt(files.size())).clone();
                    for (int i = random.nextInt(6); i >= 0; i--) {
                        bytes[random.nextInt(Math.min(bytes.length, 600))] = (byte) random.nextInt(22);
                    }
                    bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
                }
                assertThat(contains(bytes, text("Code")))
                        .as("seed %d round %d", seed, round)
                        .isEqualTo(naive(bytes, text("Code")));
            }
        }
    }
}
