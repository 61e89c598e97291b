package io.inferometer.agent.weave;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * The stack map frames (JVMS §4.7.4) of a method with our variables: its own variables, unused ones up to ours, ours, and what lies beyond
 * them.
 */
final class WovenFrames {

    private static final String OBJECT = "java/lang/Object";

    private final List<Object> parameters = new ArrayList<>();
    private final List<Object> ours = new ArrayList<>();
    private final int first;

    /** @param owner the class of the method */
    WovenFrames(String owner, FoundMethod method, Slots slots) {
        Type[] types = Type.getArgumentTypes(method.descriptor);
        if (!method.isStatic()) {
            parameters.add(owner);
        }
        for (Type type : types) {
            parameters.add(verification(type));
        }
        // The call and the instance.
        ours.add(OBJECT);
        ours.add(OBJECT);
        for (int index : slots.atExit()) {
            ours.add(verification(types[index]));
        }
        first = method.maxLocals;
    }

    /** The variables of the method where it begins. */
    List<Object> parameters() {
        return parameters;
    }

    /**
     * Visits a frame.
     *
     * @param locals variables of the method that are known there
     * @param beyond variables that follow ours
     * @param onStack what is on the operand stack; null if nothing
     */
    void visit(MethodVisitor target, List<?> locals, List<?> beyond, Object onStack) {
        Object[] all = locals(locals, beyond);
        Object[] stack = onStack == null ? new Object[0] : new Object[] {onStack};
        target.visitFrame(Opcodes.F_NEW, all.length, all, stack.length, stack);
    }

    Object[] locals(List<?> locals, List<?> beyond) {
        List<Object> all = new ArrayList<>(locals);
        int used = 0;
        for (Object local : locals) {
            used += local == Opcodes.LONG || local == Opcodes.DOUBLE ? 2 : 1;
        }
        for (; used < first; used++) {
            all.add(Opcodes.TOP);
        }
        all.addAll(ours);
        all.addAll(beyond);
        return all.toArray();
    }

    static Object verification(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.LONG -> Opcodes.LONG;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            default -> type.getInternalName();
        };
    }
}
