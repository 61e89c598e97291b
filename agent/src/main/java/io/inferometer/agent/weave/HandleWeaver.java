package io.inferometer.agent.weave;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Puts the call of a site that counts native objects before each return of a constructor, which is left as it is:
 *
 * <pre>
 *   try { handle(this) } catch (Throwable) { }
 * </pre>
 */
final class HandleWeaver extends MethodVisitor {

    private static final String THROWABLE = "java/lang/Throwable";
    private static final String END_OF_THREAD = "java/lang/ThreadDeath";

    /** The failure twice. */
    private static final int STACK = 2;

    private final String owner;
    private final String constant;
    private final Handle bootstrap;
    private final List<Label> calls = new ArrayList<>();

    HandleWeaver(MethodVisitor target, String owner, Woven woven, String dispatcher) {
        super(MethodScan.API, target);
        this.owner = owner;
        this.constant = woven.constant();
        this.bootstrap = MethodWeaver.bootstrap(dispatcher);
    }

    private void call() {
        Label from = new Label();
        Label to = new Label();
        mv.visitLabel(from);
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        mv.visitInvokeDynamicInsn("handle", "(Ljava/lang/Object;)V", bootstrap, constant);
        mv.visitLabel(to);
        calls.add(from);
        calls.add(to);
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode == Opcodes.RETURN) {
            call();
        }
        super.visitInsn(opcode);
    }

    /** What measuring threw is forgotten, unless the thread is to die of it. */
    private void swallow() {
        Label handler = new Label();
        Label ours = new Label();
        mv.visitLabel(handler);
        frame(new Object[] {THROWABLE});
        mv.visitInsn(Opcodes.DUP);
        mv.visitTypeInsn(Opcodes.INSTANCEOF, END_OF_THREAD);
        mv.visitJumpInsn(Opcodes.IFEQ, ours);
        mv.visitInsn(Opcodes.ATHROW);
        mv.visitLabel(ours);
        frame(new Object[] {THROWABLE});
        mv.visitInsn(Opcodes.POP);
        for (int i = 0; i < calls.size(); i += 2) {
            mv.visitTryCatchBlock(calls.get(i), calls.get(i + 1), handler, THROWABLE);
        }
    }

    /** Neither the arguments nor the variables are needed any more, or are yet. */
    private void frame(Object[] stack) {
        mv.visitFrame(Opcodes.F_NEW, 1, new Object[] {owner}, stack.length, stack);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        if (!calls.isEmpty()) {
            swallow();
            mv.visitInsn(Opcodes.RETURN);
        }
        super.visitMaxs(Math.max(maxStack + 1, STACK), maxLocals);
    }
}
