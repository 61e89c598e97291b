package io.inferometer.agent.weave;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Type;

/** Method descriptors (JVMS §4.3.3) as people write them. */
final class Descriptors {

    private Descriptors() {}

    static String readable(String name, String descriptor) {
        return name + "(" + String.join(",", parameters(descriptor)) + ")";
    }

    static List<String> parameters(String descriptor) {
        List<String> names = new ArrayList<>();
        for (Type type : Type.getArgumentTypes(descriptor)) {
            names.add(type.getClassName());
        }
        return names;
    }

    static int parameterCount(String descriptor) {
        return Type.getArgumentTypes(descriptor).length;
    }

    /**
     * Whether the result may be a CompletionStage: any class or interface of neither {@code java.lang} nor an array, for a
     * class may implement what its name does not say.
     */
    static boolean mayBeAsynchronous(String descriptor) {
        Type result = Type.getReturnType(descriptor);
        return result.getSort() == Type.OBJECT
                && (!result.getClassName().startsWith("java.lang.")
                        || result.getClassName().equals("java.lang.Object"));
    }

    /** The local variable that holds a parameter, or −1 when there is none or it is no reference. */
    static int slot(String descriptor, boolean isStatic, int parameter) {
        Type[] types = Type.getArgumentTypes(descriptor);
        if (parameter < 0 || parameter >= types.length || types[parameter].getSort() < Type.ARRAY) {
            return -1;
        }
        int slot = isStatic ? 0 : 1;
        for (int i = 0; i < parameter; i++) {
            slot += types[i].getSize();
        }
        return slot;
    }
}
