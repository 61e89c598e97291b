package io.inferometer.agent.packing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

/** What is shipped does what was compiled. */
class ClassFilesTest {

    private static final String PATH = "io/inferometer/agent/packing/";

    private static final String[] CLASSES = {"Lambdas", "Lambdas$Named", "Lambdas$Inner"};

    private static Map<String, byte[]> shipped() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        for (String name : CLASSES) {
            String file = PATH + name + ".class";
            try (InputStream in = ClassFilesTest.class.getClassLoader().getResourceAsStream(file)) {
                files.put(file, in.readAllBytes());
            }
        }
        return ClassFiles.shipped(files);
    }

    private static final class Loader extends ClassLoader {

        private final Map<String, byte[]> files;

        Loader(Map<String, byte[]> files) {
            super(ClassFilesTest.class.getClassLoader());
            this.files = files;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            byte[] file = files.get(name.replace('.', '/') + ".class");
            if (file == null) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? defineClass(name, file, 0, file.length) : loaded;
        }
    }

    @Test
    void classesAnswerAsLambdasDo() throws IOException, ReflectiveOperationException {
        Class<?> type = new Loader(shipped()).loadClass(Lambdas.class.getName());
        Object made = make(type);
        assertThat(made).isNotInstanceOf(Lambdas.class);
        assertThat(((Supplier<?>) made).get())
                .isEqualTo(new Lambdas().get())
                .asString()
                .startsWith(
                        "text310995116277760.250 texttext 4 12 8 10 6.0 7.0 dropped 1099511627777 8 b inner9 other 3 named!");
    }

    private static Object make(Class<?> type) throws ReflectiveOperationException {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (InvocationTargetException failed) {
            throw new AssertionError(failed.getCause());
        }
    }

    @Test
    void nothingIsLinkedAtRunTimeAndLinesStay() throws IOException {
        Map<String, byte[]> shipped = shipped();
        int[] lines = new int[1];
        for (Map.Entry<String, byte[]> file : shipped.entrySet()) {
            new ClassReader(file.getValue()).accept(new Lines(file.getKey(), lines), 0);
        }
        assertThat(shipped).hasSizeGreaterThan(CLASSES.length + 20);
        assertThat(lines[0]).as("line numbers").isGreaterThan(50);
    }

    private static final class Lines extends ClassVisitor {

        private final String file;
        private final int[] lines;

        Lines(String file, int[] lines) {
            super(Opcodes.ASM9);
            this.file = file;
            this.lines = lines;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitInvokeDynamicInsn(String called, String type, Handle bootstrap, Object... arguments) {
                    assertThat(bootstrap.getOwner()).as(file).doesNotContain("LambdaMetafactory");
                }

                @Override
                public void visitLineNumber(int line, Label start) {
                    lines[0]++;
                }

                @Override
                public void visitLocalVariable(
                        String variable, String type, String generic, Label start, Label end, int index) {
                    throw new AssertionError(file + " names " + variable);
                }
            };
        }
    }

    @Test
    void theJdkCallsTheEntryNatively() throws IOException {
        String file = "io/inferometer/agent/premain/Premain.class";
        Map<String, Boolean> varying = new HashMap<>();
        try (InputStream in = ClassFilesTest.class.getClassLoader().getResourceAsStream(file)) {
            byte[] shipped = ClassFiles.shipped(Map.of(file, in.readAllBytes())).get(file);
            new ClassReader(shipped)
                    .accept(
                            new ClassVisitor(Opcodes.ASM9) {
                                @Override
                                public MethodVisitor visitMethod(
                                        int access, String name, String type, String signature, String[] exceptions) {
                                    varying.put(name, (access & Opcodes.ACC_VARARGS) != 0);
                                    return null;
                                }
                            },
                            0);
        }
        assertThat(varying)
                .containsEntry("premain", true)
                .containsEntry("agentmain", true)
                .containsEntry("report", false);
    }

    @Test
    void whatIsNoClassFileStaysAsItIs() {
        byte[] text = {1, 2, 3};
        Map<String, byte[]> files = Map.of("a.properties", text, "agent/B.class", text);
        assertThat(ClassFiles.shipped(files)).isEqualTo(files);
    }
}
