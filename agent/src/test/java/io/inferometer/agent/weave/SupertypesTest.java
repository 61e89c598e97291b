package io.inferometer.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.annotation.Inference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a class inherits, as the files of its supertypes tell it, and loaders that do not give them. */
@Tag("safety")
class SupertypesTest extends WeavingFixture {

    /** Has the files that it is given, sees the annotation, and counts. */
    private static class Files extends ClassLoader {
        final Map<String, byte[]> files = new HashMap<>();
        final Map<String, Integer> asked = new HashMap<>();

        Files(ClassLoader parent) {
            super(parent);
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            asked.merge(name, 1, Integer::sum);
            byte[] file = files.get(name);
            return file == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(file);
        }
    }

    private final Files loader = new Files(Inference.class.getClassLoader());

    private static GeneratedType model(String name, String model) {
        return new GeneratedType(name, true, List.of(), List.of(new GeneratedType.Declared("score", true, model)));
    }

    private static GeneratedType below(String name, GeneratedType... supertypes) {
        return new GeneratedType(
                name, false, List.of(supertypes), List.of(new GeneratedType.Declared("score", false, null)));
    }

    /** The models of the methods that are measured of a type, which is transformed. */
    private Map<String, String> measured(ClassLoader of, GeneratedType type) {
        byte[] file = type.file();
        MethodScan scan = new MethodScan(sites.annotations());
        new ClassReader(file).accept(scan, ClassReader.SKIP_FRAMES);
        sites.supertypes().apply(of, scan, sites.supertypes().above(of, file));
        Map<String, String> models = new LinkedHashMap<>();
        for (FoundMethod method : scan.methods) {
            if (method.annotated) {
                models.put(method.name, method.model);
            }
        }
        return models;
    }

    @Test
    void everyHierarchyIsReadAsItsSourceSays() {
        int inherited = 0;
        for (int seed = 1; seed <= 500; seed++) {
            Random random = new Random(seed);
            Files files = new Files(Inference.class.getClassLoader());
            List<GeneratedType> types = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                types.add(random(seed, i, types, random));
            }
            types.forEach(each -> files.files.put(each.name() + ".class", each.file()));
            for (GeneratedType type : types) {
                Map<String, String> expected = new LinkedHashMap<>();
                for (GeneratedType.Declared method : type.methods()) {
                    String model = type.modelOf(method.name());
                    if (model != null) {
                        expected.put(method.name(), model);
                        inherited += method.model() == null ? 1 : 0;
                    }
                }
                assertThat(measured(files, type))
                        .as("%s of seed %d", type, seed)
                        .isEqualTo(expected);
            }
            assertThat(files.asked.values()).as("each file is read once").containsOnly(1);
        }
        assertThat(inherited).isGreaterThan(1_000);
        assertThat(failures()).isEmpty();
    }

    private static GeneratedType random(int seed, int number, List<GeneratedType> others, Random random) {
        boolean isInterface = random.nextBoolean();
        List<GeneratedType> supertypes = new ArrayList<>();
        boolean hasClass = isInterface;
        for (GeneratedType each : others) {
            if (random.nextInt(4) == 0 && (each.isInterface() || !hasClass)) {
                supertypes.add(each);
                hasClass |= !each.isInterface();
            }
        }
        List<GeneratedType.Declared> methods = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            if (random.nextInt(3) > 0) {
                String model = random.nextInt(4) == 0 ? "model" + number : null;
                methods.add(new GeneratedType.Declared(name, random.nextBoolean(), model));
            }
        }
        return new GeneratedType("g" + seed + "/T" + number, isInterface, supertypes, methods);
    }

    @Test
    void noFileIsReadWhereNoAnnotationIsSeen() {
        Files blind = new Files(null);
        GeneratedType model = model("p/Model", "m");
        blind.files.put("p/Model.class", model.file());
        assertThat(measured(blind, below("p/Impl", model))).isEmpty();
        assertThat(blind.asked).isEmpty();
        // An annotated class of the loader tells as much as the annotation itself.
        assertThat(measured(blind, model)).containsEntry("score", "m");
        sites.supertypes().defined(blind, "p/Model");
        assertThat(measured(blind, below("p/Later", model))).containsEntry("score", "m");
        assertThat(failures())
                .containsExactly(
                        "what implements or extends p.Model and was loaded before it: its loader does not find the"
                                + " class of the annotation; put its jar on the class path");
    }

    @Test
    void aTypeWithoutAFileIsKnownOnceItIsTransformed() {
        GeneratedType model = model("p/Made", "m");
        assertThat(measured(loader, below("p/Early", model))).isEmpty();
        assertThat(measured(loader, model)).containsEntry("score", "m");
        sites.supertypes().defined(loader, "p/Made");
        assertThat(measured(new Files(loader), below("p/Late", model))).containsEntry("score", "m");
        assertThat(failures())
                .containsExactly(
                        "what implements or extends p.Made and was loaded before it: its class file was not read"
                                + " before; annotate their methods");
    }

    @Test
    void noFileIsReadOfWhatMostServersHave() {
        GeneratedType shared = model("org/springframework/Shared", "m");
        loader.files.put("org/springframework/Shared.class", shared.file());
        assertThat(measured(loader, below("p/Early", shared))).isEmpty();
        assertThat(loader.asked).isEmpty();
        assertThat(measured(loader, shared)).containsEntry("score", "m");
        assertThat(measured(loader, below("p/Late", shared))).containsEntry("score", "m");
    }

    @Test
    void aLoaderThatFailsIsNotAskedAgain() {
        Files failing = new Files(Inference.class.getClassLoader()) {
            @Override
            public InputStream getResourceAsStream(String name) {
                super.getResourceAsStream(name);
                return switch (name) {
                    case "p/A.class" -> throw new IllegalStateException("closed");
                    case "p/B.class" ->
                        new ByteArrayInputStream("<html>".repeat(100).getBytes(StandardCharsets.UTF_8));
                    default ->
                        new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw new IOException("disk");
                            }
                        };
                };
            }
        };
        GeneratedType impl =
                below("p/Impl", model("p/A", "a"), model("p/B", "b"), model("p/C", "c"), model("p/D", "d"));
        assertThat(measured(failing, impl)).isEmpty();
        assertThat(measured(failing, below("p/Other", model("p/E", "e"), model("p/A", "a"))))
                .isEmpty();
        assertThat(failing.asked).containsOnlyKeys("p/A.class", "p/B.class", "p/C.class");
        String remedy = "; annotate the methods of its subtypes";
        assertThat(failures())
                .containsExactly(
                        "p.A: its class file cannot be read: java.lang.IllegalStateException" + remedy,
                        "p.B: its class file is not one" + remedy,
                        "p.C: its class file cannot be read: java.io.IOException" + remedy + " ("
                                + failing.getClass().getName() + " is not asked for another)");
    }

    @Test
    void anErrorOfTheLoaderKeepsNothingElseFromBeingMeasured() {
        GeneratedType model = model("p/Model", "m");
        Files failing = new Files(Inference.class.getClassLoader()) {
            private int errors;

            @Override
            public InputStream getResourceAsStream(String name) {
                errors++;
                InputStream found = super.getResourceAsStream(name);
                if (errors == 1) {
                    throw new StackOverflowError();
                }
                return found;
            }
        };
        failing.files.put("p/Model.class", model.file());
        GeneratedType own = new GeneratedType(
                "p/Own", false, List.of(model), List.of(new GeneratedType.Declared("rank", false, "own")));
        assertThat(measured(failing, own)).isEqualTo(Map.of("rank", "own"));
        assertThat(measured(failing, below("p/Later", model)))
                .as("it was passing")
                .isEqualTo(Map.of("score", "m"));
        assertThat(failures())
                .containsExactly("p.Model: its class file cannot be read: java.lang.StackOverflowError; annotate the"
                        + " methods of its subtypes");
    }

    @Test
    void damagedFilesAndCirclesEnd() {
        GeneratedType model = model("p/Model", "m");
        byte[] file = model.file();
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = file.clone();
            for (int j = 0; j < 4; j++) {
                damaged[8 + random.nextInt(damaged.length - 8)] = (byte) random.nextInt();
            }
            Files files = new Files(Inference.class.getClassLoader());
            files.files.put("p/Model.class", damaged);
            assertThat(measured(files, below("p/Impl", model)).keySet()).isSubsetOf("score");
        }
        GeneratedType other = new GeneratedType("p/Circle", true, List.of(), List.of());
        GeneratedType circle = new GeneratedType(
                "p/Circle", true, List.of(new GeneratedType("p/Way", true, List.of(other), List.of())), List.of());
        loader.files.put("p/Circle.class", circle.file());
        loader.files.put("p/Way.class", circle.supertypes().get(0).file());
        assertThat(measured(loader, below("p/Impl", circle))).isEmpty();
    }

    @Test
    void whatIsMadeAtRunTimeIsMeasuredByWhatItCalls() {
        GeneratedType model = model("p/Model", "m");
        byte[] file = withoutLines(below("p/Bare", model));
        loader.files.put("p/Model.class", model.file());
        assertThat(annotated(loader, file)).as("nobody has its file").isZero();
        Files finding = new Files(loader) {
            @Override
            public URL getResource(String name) {
                return name.equals("p/Bare.class")
                        ? SupertypesTest.class.getResource("SupertypesTest.class")
                        : super.getResource(name);
            }
        };
        finding.files.putAll(loader.files);
        assertThat(annotated(finding, file))
                .as("compiled without debug information")
                .isOne();
    }

    private long annotated(ClassLoader of, byte[] file) {
        MethodScan scan = new MethodScan();
        new ClassReader(file).accept(scan, 0);
        sites.supertypes().apply(of, scan, sites.supertypes().above(of, file));
        return scan.methods.stream().filter(method -> method.annotated).count();
    }

    private static byte[] withoutLines(GeneratedType type) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(type.file()).accept(writer, ClassReader.SKIP_DEBUG);
        return writer.toByteArray();
    }

    @Test
    void aBodyThatIsInheritedFromElsewhereIsExplained() {
        GeneratedType model = model("p/Model", "m");
        loader.files.put("p/Model.class", model.file());
        MethodScan scan = new MethodScan();
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "p/Both", null, "p/Elsewhere", new String[] {"p/Model"});
        new ClassReader(writer.toByteArray()).accept(scan, 0);
        sites.supertypes().apply(loader, scan, sites.supertypes().above(loader, writer.toByteArray()));
        MissingMethod missing = sites.notMeasured().nextUnexplained();
        assertThat(missing.className()).isEqualTo("p.Both");
        assertThat(missing.method()).isEqualTo("score");
        assertThat(missing.supertypes()).containsExactly("p.Elsewhere", "p.Model");
    }
}
