package io.inferometer.agent.weave;

import io.inferometer.agent.library.Library;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Replaces each call that submits a task, one instruction by one: an {@code invokedynamic} of the same receiver and arguments, which
 * makes that call. Neither the stack nor the handlers of the method change.
 */
final class SubmitWeaver extends MethodVisitor {

    /** The names of such instructions; the second for calls on {@code super}. */
    static final String SUBMIT = "submit";

    static final String SUBMIT_SUPER = "submitSuper";

    private final String owner;
    private final int place;
    private final Handle bootstrap;

    /** @param place of the target in its library */
    SubmitWeaver(MethodVisitor target, String owner, int place, String dispatcher) {
        super(MethodScan.API, target);
        this.owner = owner;
        this.place = place;
        this.bootstrap = MethodWeaver.bootstrap(dispatcher);
    }

    @Override
    public void visitMethodInsn(int opcode, String of, String name, String descriptor, boolean isInterface) {
        if (!SubmitScan.isSubmit(opcode, name, descriptor)) {
            super.visitMethodInsn(opcode, of, name, descriptor, isInterface);
            return;
        }
        boolean isSuper = opcode == Opcodes.INVOKESPECIAL;
        Woven call = new Woven(Library.ASYNC, place, name, descriptor, 0, "", "", isSuper ? of : "", "");
        super.visitInvokeDynamicInsn(
                isSuper ? SUBMIT_SUPER : SUBMIT,
                "(" + receiver(isSuper ? owner : of) + descriptor.substring(1),
                bootstrap,
                call.constant());
    }

    private static String receiver(String type) {
        return type.startsWith("[") ? type : "L" + type + ";";
    }
}
