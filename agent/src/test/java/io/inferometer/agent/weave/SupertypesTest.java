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
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a class inherits, as the files of its supertypes tell it, and loaders that do not give them. */
@Tag("safety")
class SupertypesTest extends WeavingFixture {

    private static final String ANNOTATION = Type.getDescriptor(Inference.class);

    /** A method of a generated type. */
    private record Declared(String name, boolean isAbstract, String model) {}

    /** A type that is generated, and what is annotated in it. */
    private record Generated(String name, boolean isInterface, List<Generated> supertypes, List<Declared> methods) {

        byte[] file() {
            ClassWriter writer = new ClassWriter(0);
            List<String> interfaces = new ArrayList<>();
            String superName = "java/lang/Object";
            for (Generated each : supertypes) {
                if (each.isInterface) {
                    interfaces.add(each.name);
                } else {
                    superName = each.name;
                }
            }
            int kind = isInterface ? Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT : Opcodes.ACC_ABSTRACT;
            writer.visit(
                    Opcodes.V17, Opcodes.ACC_PUBLIC | kind, name, null, superName, interfaces.toArray(new String[0]));
            writer.visitSource("Generated.java", null);
            for (Declared method : methods) {
                int access = Opcodes.ACC_PUBLIC | (method.isAbstract ? Opcodes.ACC_ABSTRACT : 0);
                MethodVisitor visitor = writer.visitMethod(access, method.name, "()V", null, null);
                if (method.model != null) {
                    AnnotationVisitor annotation = visitor.visitAnnotation(ANNOTATION, true);
                    annotation.visit("model", method.model);
                    annotation.visitEnd();
                }
                if (!method.isAbstract) {
                    visitor.visitCode();
                    Label start = new Label();
                    visitor.visitLabel(start);
                    visitor.visitLineNumber(1, start);
                    visitor.visitInsn(Opcodes.RETURN);
                    visitor.visitMaxs(0, 1);
                }
                visitor.visitEnd();
            }
            writer.visitEnd();
            return writer.toByteArray();
        }

        /** The model of a method's annotation: its own, else the class's above, else an interface's; null where there is none. */
        String modelOf(String method) {
            for (Declared each : methods) {
                if (each.name.equals(method) && each.model != null) {
                    return each.model;
                }
            }
            List<Generated> inOrder = new ArrayList<>();
            supertypes.forEach(each -> inOrder.add(each.isInterface ? inOrder.size() : 0, each));
            for (Generated each : inOrder) {
                String model = each.modelOf(method);
                if (model != null) {
                    return model;
                }
            }
            return null;
        }
    }

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

    private static Generated model(String name, String model) {
        return new Generated(name, true, List.of(), List.of(new Declared("score", true, model)));
    }

    private static Generated below(String name, Generated... supertypes) {
        return new Generated(name, false, List.of(supertypes), List.of(new Declared("score", false, null)));
    }

    /** The models of the methods that are measured of a type, which is transformed. */
    private Map<String, String> measured(ClassLoader of, Generated type) {
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
            List<Generated> types = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                types.add(random(seed, i, types, random));
            }
            types.forEach(each -> files.files.put(each.name + ".class", each.file()));
            for (Generated type : types) {
                Map<String, String> expected = new LinkedHashMap<>();
                for (Declared method : type.methods) {
                    String model = type.modelOf(method.name);
                    if (model != null) {
                        expected.put(method.name, model);
                        inherited += method.model == null ? 1 : 0;
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

    private static Generated random(int seed, int number, List<Generated> others, Random random) {
        boolean isInterface = random.nextBoolean();
        List<Generated> supertypes = new ArrayList<>();
        boolean hasClass = isInterface;
        for (Generated each : others) {
            if (random.nextInt(4) == 0 && (each.isInterface || !hasClass)) {
                supertypes.add(each);
                hasClass |= !each.isInterface;
            }
        }
        List<Declared> methods = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            if (random.nextInt(3) > 0) {
                String model = random.nextInt(4) == 0 ? "model" + number : null;
                methods.add(new Declared(name, random.nextBoolean(), model));
            }
        }
        return new Generated("g" + seed + "/T" + number, isInterface, supertypes, methods);
    }

    @Test
    void noFileIsReadWhereNoAnnotationIsSeen() {
        Files blind = new Files(null);
        Generated model = model("p/Model", "m");
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
        Generated model = model("p/Made", "m");
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
        Generated shared = model("org/springframework/Shared", "m");
        loader.files.put("org/springframework/Shared.class", shared.file());
        assertThat(measured(loader, below("p/Early", shared))).isEmpty();
        assertThat(loader.asked).isEmpty();
        assertThat(measured(loader, shared)).containsEntry("score", "m");
        assertThat(measured(loader, below("p/Late", shared))).containsEntry("score", "m");
    }

    @Test
    void aLoaderThatFailsIsNotAskedForEver() {
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
        Generated impl = below("p/Impl", model("p/A", "a"), model("p/B", "b"), model("p/C", "c"), model("p/D", "d"));
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
        Generated model = model("p/Model", "m");
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
        Generated own = new Generated("p/Own", false, List.of(model), List.of(new Declared("rank", false, "own")));
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
        Generated model = model("p/Model", "m");
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
        Generated other = new Generated("p/Circle", true, List.of(), List.of());
        Generated circle = new Generated(
                "p/Circle", true, List.of(new Generated("p/Way", true, List.of(other), List.of())), List.of());
        loader.files.put("p/Circle.class", circle.file());
        loader.files.put("p/Way.class", circle.supertypes.get(0).file());
        assertThat(measured(loader, below("p/Impl", circle))).isEmpty();
    }

    @Test
    void whatIsMadeAtRunTimeIsMeasuredByWhatItCalls() {
        Generated model = model("p/Model", "m");
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

    private static byte[] withoutLines(Generated type) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(type.file()).accept(writer, ClassReader.SKIP_DEBUG);
        return writer.toByteArray();
    }

    @Test
    void aBodyThatIsInheritedFromElsewhereIsExplained() {
        Generated model = model("p/Model", "m");
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
