package io.inferometer.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Class files and methods at the limits of the format: woven, or left as they are and reported. */
@Tag("safety")
class MethodLimitsTest extends WeavingFixture {

    private byte[] generated(int version, java.util.function.Consumer<MethodVisitor> code, int stack, int locals) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(version, Opcodes.ACC_PUBLIC, "gen/C", null, "java/lang/Object", null);
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "score", "()I", null, null);
        method.visitCode();
        code.accept(method);
        method.visitInsn(Opcodes.ICONST_5);
        method.visitInsn(Opcodes.IRETURN);
        method.visitMaxs(stack, locals);
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private Object callWoven(byte[] file) throws ReflectiveOperationException {
        WovenLoader loader = new WovenLoader(getClass().getClassLoader(), sites, "none"::equals, null, false);
        loader.give("gen.C", file);
        return loader.loadClass("gen.C").getMethod("score").invoke(null);
    }

    @Test
    void classFilesBeforeJava7AreLeftAloneAndReported() throws ReflectiveOperationException {
        assertThat(callWoven(generated(Opcodes.V1_6, method -> {}, 1, 0))).isEqualTo(5);
        assertThat(counting.entered.get()).isZero();
        assertThat(failures())
                .containsExactly("gen.C.score(): its class file is older than Java 7 and cannot be linked");
    }

    @Test
    void java7IsTheFirstThatCanBeLinked() throws ReflectiveOperationException {
        assertThat(callWoven(generated(Opcodes.V1_7, method -> {}, 1, 0))).isEqualTo(5);
        assertThat(counting.entered.get()).isEqualTo(1);
        assertThat(counting.left.get()).isEqualTo(1);
    }

    @Test
    void aMethodWithoutRoomForOurVariablesIsLeftAloneAndReported() throws ReflectiveOperationException {
        byte[] full = generated(
                Opcodes.V17,
                method -> {
                    method.visitInsn(Opcodes.ICONST_1);
                    method.visitVarInsn(Opcodes.ISTORE, 65_534);
                },
                1,
                65_535);
        assertThat(callWoven(full)).isEqualTo(5);
        assertThat(counting.entered.get()).isZero();
        assertThat(failures()).singleElement().asString().startsWith("gen.C.score(): it is too large");
    }

    @Test
    void aMethodWithoutRoomOnTheStackIsLeftAloneAndReported() throws ReflectiveOperationException {
        assertThat(callWoven(generated(Opcodes.V17, method -> {}, 65_535, 0))).isEqualTo(5);
        assertThat(counting.entered.get()).isZero();
        assertThat(failures()).singleElement().asString().startsWith("gen.C.score(): it is too large");
    }

    @Test
    void variablesNearTheLimitAreWoven() throws ReflectiveOperationException {
        byte[] many = generated(
                Opcodes.V17,
                method -> {
                    method.visitInsn(Opcodes.ICONST_1);
                    method.visitVarInsn(Opcodes.ISTORE, 60_000);
                },
                1,
                60_001);
        assertThat(callWoven(many)).isEqualTo(5);
        assertThat(counting.left.get()).isEqualTo(1);
    }

    /** A method of nearly 64 KiB, with jumps over all of it: instructions in between grow. */
    @Test
    void aLongMethodWithFarJumpsIsWoven() throws ReflectiveOperationException {
        byte[] far = generated(
                Opcodes.V17,
                method -> {
                    net.bytebuddy.jar.asm.Label end = new net.bytebuddy.jar.asm.Label();
                    method.visitInsn(Opcodes.ICONST_0);
                    method.visitJumpInsn(Opcodes.IFNE, end);
                    for (int i = 0; i < 32_600; i++) {
                        method.visitInsn(Opcodes.NOP);
                    }
                    method.visitLabel(end);
                    method.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
                },
                1,
                0);
        assertThat(callWoven(far)).isEqualTo(5);
        assertThat(counting.left.get()).isEqualTo(1);
    }

    /** A jump that reaches its target until our code grows the method: every return is followed by code of ours. */
    @Test
    void aJumpThatOurCodeMakesTooLongIsStretched() throws ReflectiveOperationException {
        byte[] stretched = generated(
                Opcodes.V17,
                method -> {
                    net.bytebuddy.jar.asm.Label end = new net.bytebuddy.jar.asm.Label();
                    method.visitInsn(Opcodes.ICONST_1);
                    method.visitJumpInsn(Opcodes.IFNE, end);
                    for (int i = 0; i < 2_000; i++) {
                        net.bytebuddy.jar.asm.Label next = new net.bytebuddy.jar.asm.Label();
                        method.visitInsn(Opcodes.ICONST_1);
                        method.visitJumpInsn(Opcodes.IFNE, next);
                        method.visitInsn(Opcodes.ICONST_2);
                        method.visitInsn(Opcodes.IRETURN);
                        method.visitLabel(next);
                        method.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
                    }
                    method.visitLabel(end);
                    method.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
                },
                1,
                0);
        assertThat(callWoven(stretched)).isEqualTo(5);
        assertThat(counting.left.get()).isEqualTo(1);
    }

    @Test
    void aMethodThatOurCodeMakesTooLongIsLeftAloneAndReported() throws ReflectiveOperationException {
        byte[] full = generated(
                Opcodes.V17,
                method -> {
                    for (int i = 0; i < 65_500; i++) {
                        method.visitInsn(Opcodes.NOP);
                    }
                },
                1,
                0);
        assertThat(callWoven(full)).isEqualTo(5);
        assertThat(counting.entered.get()).isZero();
        assertThat(failures()).singleElement().asString().startsWith("gen.C.score(): it is too large");
    }

    @Test
    void theOtherMethodsOfItsClassAreWoven() throws ReflectiveOperationException {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "gen/C", null, "java/lang/Object", null);
        for (String name : List.of("large", "score")) {
            MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, "()I", null, null);
            method.visitCode();
            for (int i = 0; i < (name.equals("large") ? 65_500 : 1); i++) {
                method.visitInsn(Opcodes.NOP);
            }
            method.visitInsn(Opcodes.ICONST_5);
            method.visitInsn(Opcodes.IRETURN);
            method.visitMaxs(1, 0);
            method.visitEnd();
        }
        writer.visitEnd();
        assertThat(callWoven(writer.toByteArray())).isEqualTo(5);
        assertThat(counting.left.get()).isEqualTo(1);
        assertThat(failures()).singleElement().asString().startsWith("gen.C.large(): it is too large");
    }
}
