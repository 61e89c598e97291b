package io.inferometer.agent.weave;

import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Puts the call of a {@link io.inferometer.agent.library.Target.Role#VALUE} site before a method's code, which is left as it
 * is:
 *
 * <pre>
 *   try { put(name, value, step) } catch (Throwable failure) { if (failure instanceof ThreadDeath) throw failure; }
 * </pre>
 */
final class ValueWeaver extends MethodVisitor {

    private static final String PUT = "(Ljava/lang/String;DJ)V";
    private static final int PUT_STACK = 5;
    private static final String THROWABLE = "java/lang/Throwable";
    private static final Object[] PARAMETERS = {"java/lang/String", Opcodes.DOUBLE, Opcodes.LONG};

    private final String constant;
    private final Handle bootstrap;

    ValueWeaver(MethodVisitor target, Woven woven, String dispatcher) {
        super(MethodScan.API, target);
        this.constant = woven.constant();
        this.bootstrap = MethodWeaver.bootstrap(dispatcher);
    }

    @Override
    public void visitCode() {
        super.visitCode();
        Label from = new Label();
        Label to = new Label();
        Label handler = new Label();
        Label body = new Label();
        mv.visitTryCatchBlock(from, to, handler, THROWABLE);
        mv.visitLabel(from);
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        mv.visitVarInsn(Opcodes.DLOAD, 1);
        mv.visitVarInsn(Opcodes.LLOAD, 3);
        mv.visitInvokeDynamicInsn("put", PUT, bootstrap, constant);
        mv.visitLabel(to);
        mv.visitJumpInsn(Opcodes.GOTO, body);
        mv.visitLabel(handler);
        Label ours = new Label();
        mv.visitFrame(Opcodes.F_NEW, PARAMETERS.length, PARAMETERS, 1, new Object[] {THROWABLE});
        mv.visitInsn(Opcodes.DUP);
        mv.visitTypeInsn(Opcodes.INSTANCEOF, "java/lang/ThreadDeath");
        mv.visitJumpInsn(Opcodes.IFEQ, ours);
        mv.visitInsn(Opcodes.ATHROW);
        mv.visitLabel(ours);
        mv.visitFrame(Opcodes.F_NEW, PARAMETERS.length, PARAMETERS, 1, new Object[] {THROWABLE});
        mv.visitInsn(Opcodes.POP);
        mv.visitLabel(body);
        mv.visitFrame(Opcodes.F_NEW, PARAMETERS.length, PARAMETERS, 0, new Object[0]);
        // The original code may begin with a frame of its own, and two cannot share an offset.
        mv.visitInsn(Opcodes.NOP);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        super.visitMaxs(Math.max(maxStack, PUT_STACK), maxLocals);
    }
}
