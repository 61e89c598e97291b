package io.inferometer.agent.e2e.app;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Another agent: the counter that ours reads is ahead by the system property {@code spied.ticks}, and ours looks at it each second in the place of
 * each minute.
 */
public final class CounterSpy implements ClassFileTransformer {

    private static final String CLOCK = "io/inferometer/agent/clock/TscClock";
    private static final String WATCH = "io/inferometer/agent/clock/ClockWatch";
    private static final Long MINUTE = 60_000_000_000L;
    private static final Long SECOND = 1_000_000_000L;

    public static void premain(String options, Instrumentation instrumentation) {
        instrumentation.addTransformer(new CounterSpy());
    }

    @Override
    public byte[] transform(ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] file) {
        if (!CLOCK.equals(name) && !WATCH.equals(name)) {
            return null;
        }
        ClassReader reader = new ClassReader(file);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String method, String type, String signature, String[] thrown) {
                        return new Ahead(super.visitMethod(access, method, type, signature, thrown), method);
                    }
                },
                0);
        return writer.toByteArray();
    }

    private static final class Ahead extends MethodVisitor {

        private final boolean reads;

        Ahead(MethodVisitor next, String method) {
            super(Opcodes.ASM9, next);
            reads = method.equals("ticks");
        }

        @Override
        public void visitLdcInsn(Object value) {
            super.visitLdcInsn(MINUTE.equals(value) ? SECOND : value);
        }

        @Override
        public void visitInsn(int instruction) {
            if (reads && instruction == Opcodes.LRETURN) {
                super.visitLdcInsn("spied.ticks");
                super.visitInsn(Opcodes.LCONST_0);
                super.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        "java/lang/Long",
                        "getLong",
                        "(Ljava/lang/String;J)Ljava/lang/Long;",
                        false);
                super.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Long", "longValue", "()J", false);
                super.visitInsn(Opcodes.LADD);
            }
            super.visitInsn(instruction);
        }
    }
}
