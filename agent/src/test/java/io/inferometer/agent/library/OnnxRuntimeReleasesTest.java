package io.inferometer.agent.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the declaration relies on is there in the oldest and the newest release, by their class files. */
class OnnxRuntimeReleasesTest {

    private static final List<String> IN_LATER = List.of("addWebGPU");

    private static final Path RELEASES = Path.of("target", "onnxruntime-releases");

    private record Method(String name, String descriptor, boolean isPublic, boolean hasBody, List<String> calls) {
        int parameters() {
            return Type.getArgumentTypes(descriptor).length;
        }

        String result() {
            return Type.getReturnType(descriptor).getClassName();
        }
    }

    private static List<Method> methods(String release, String className) throws IOException {
        Path file = RELEASES.resolve(release).resolve(className.replace('.', '/') + ".class");
        List<Method> methods = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            new ClassReader(in).accept(new Reader(methods), 0);
        }
        return methods;
    }

    private static final class Reader extends ClassVisitor {
        private final List<Method> methods;
        private String owner;

        Reader(List<Method> methods) {
            super(Opcodes.ASM9);
            this.methods = methods;
        }

        @Override
        public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
            assertThat(version & 0xFFFF).as("Java 7 or later").isGreaterThanOrEqualTo(Opcodes.V1_7);
            owner = name;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
            List<String> calls = new ArrayList<>();
            methods.add(new Method(
                    name,
                    type,
                    (access & Opcodes.ACC_PUBLIC) != 0,
                    (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0,
                    calls));
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(int opcode, String of, String called, String sign, boolean isInterface) {
                    if (of.equals(owner) && called.equals(name)) {
                        calls.add(sign);
                    }
                }
            };
        }
    }

    private static List<Method> named(List<Method> methods, String name) {
        return methods.stream()
                .filter(method -> method.name.equals(name) && method.hasBody)
                .toList();
    }

    private static List<Method> widest(List<Method> overloads) {
        int most = overloads.stream().mapToInt(Method::parameters).max().orElseThrow();
        return overloads.stream().filter(method -> method.parameters() == most).toList();
    }

    /** Every narrower overload calls one that is at least as wide, of the same name. */
    private static void assertAllEndInTheWidest(List<Method> overloads) {
        List<Method> widest = widest(overloads);
        List<String> withBody = overloads.stream().map(Method::descriptor).toList();
        for (Method method : overloads) {
            if (!widest.contains(method)) {
                assertThat(method.calls)
                        .as("%s%s", method.name, method.descriptor)
                        .filteredOn(withBody::contains)
                        .singleElement()
                        .satisfies(called -> assertThat(Type.getArgumentTypes(called).length)
                                .isGreaterThanOrEqualTo(method.parameters()));
            } else {
                assertThat(method.calls)
                        .as("%s%s ends the chain", method.name, method.descriptor)
                        .doesNotContainAnyElementsOf(withBody);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.20.0", "1.29.0"})
    void everyRunEndsInTheWidestWhoseFirstArgumentIsTheInputs(String release) throws IOException {
        List<Method> runs = named(methods(release, "ai.onnxruntime.OrtSession"), "run");
        assertThat(runs).hasSizeGreaterThanOrEqualTo(6);
        assertAllEndInTheWidest(runs);
        assertThat(widest(runs)).singleElement().satisfies(run -> {
            assertThat(run.isPublic).isTrue();
            assertThat(Type.getArgumentTypes(run.descriptor)[0].getClassName()).isEqualTo("java.util.Map");
            assertThat(run.result()).isEqualTo("ai.onnxruntime.OrtSession$Result");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.20.0", "1.29.0"})
    void everyCreateSessionEndsInOneOfTheWidest(String release) throws IOException {
        List<Method> loads = named(methods(release, "ai.onnxruntime.OrtEnvironment"), "createSession");
        assertAllEndInTheWidest(loads);
        assertThat(widest(loads))
                .extracting(load -> Type.getArgumentTypes(load.descriptor)[0].getClassName())
                .containsExactlyInAnyOrder("java.lang.String", "byte[]", "java.nio.ByteBuffer");
        assertThat(widest(loads)).allMatch(load -> load.result().equals("ai.onnxruntime.OrtSession"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.20.0", "1.29.0"})
    void whatIsReadOfSessionsAndTensorsIsPublic(String release) throws IOException {
        assertThat(named(methods(release, "ai.onnxruntime.OrtSession"), "close"))
                .hasSize(1);
        assertPublic(release, "OrtSession", "getMetadata", "ai.onnxruntime.OnnxModelMetadata");
        assertPublic(release, "OnnxModelMetadata", "getGraphName", "java.lang.String");
        assertPublic(release, "OnnxTensorLike", "getInfo", "ai.onnxruntime.TensorInfo");
        assertPublic(release, "TensorInfo", "getShape", "long[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.20.0", "1.29.0"})
    void everyWayToADeviceIsThere(String release) throws IOException {
        for (Target target : new OnnxRuntime().library().targets()) {
            if (target.role() == Target.Role.DEVICE
                    && !(release.equals("1.20.0") && IN_LATER.contains(target.methodName()))) {
                List<Method> methods = named(methods(release, target.types().className()), target.methodName());
                assertThat(methods).as(target.methodName()).isNotEmpty();
                if (target.overloads() == Target.Overloads.LISTED) {
                    String parameter =
                            TypeNames.descriptor(target.parameterTypes().get(0));
                    assertThat(methods).anyMatch(method -> method.descriptor.equals("(" + parameter + ")V"));
                }
            }
        }
        assertThat(named(methods(release, "ai.onnxruntime.OrtEnvironment"), "createSession"))
                .filteredOn(load -> load.parameters() == 3)
                .allMatch(load -> Type.getArgumentTypes(load.descriptor)[2]
                        .getClassName()
                        .equals("ai.onnxruntime.OrtSession$SessionOptions"));
    }

    private static void assertPublic(String release, String className, String name, String result) throws IOException {
        assertThat(methods(release, "ai.onnxruntime." + className))
                .filteredOn(method -> method.name.equals(name) && method.parameters() == 0)
                .anyMatch(method -> method.isPublic && method.result().equals(result));
    }
}
