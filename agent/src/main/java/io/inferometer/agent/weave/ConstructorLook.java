package io.inferometer.agent.weave;

import java.util.List;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Notes a constructor, unless it ends in another one of its class: of these only the last one counts. */
final class ConstructorLook extends MethodVisitor {

    private final String owner;
    private final FoundMethod found;
    private final List<FoundMethod> constructors;
    private int uninitialized;
    private boolean delegates;

    ConstructorLook(String owner, FoundMethod found, List<FoundMethod> constructors) {
        super(MethodScan.API);
        this.owner = owner;
        this.found = found;
        this.constructors = constructors;
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        if (opcode == Opcodes.NEW && type.equals(owner)) {
            uninitialized++;
        }
    }

    @Override
    public void visitMethodInsn(int opcode, String of, String name, String descriptor, boolean isInterface) {
        if (opcode == Opcodes.INVOKESPECIAL && of.equals(owner) && name.equals(found.name)) {
            // It may make another object of its class on the way.
            delegates |= uninitialized == 0;
            uninitialized = Math.max(0, uninitialized - 1);
        }
    }

    @Override
    public void visitEnd() {
        if (!delegates) {
            constructors.add(found);
        }
    }
}
