package io.inferometer.agent.weave;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Finds the calls that submit tasks. A method of the source is a method of its class and one for each lambda in it, which only the call that
 * makes the lambda names.
 */
final class SubmitScan extends ClassVisitor {

    private static final String RUNNABLE = "(Ljava/lang/Runnable;";
    private static final String CALLABLE = "(Ljava/util/concurrent/Callable;";

    /** What one method has. */
    private static final class Body {
        private final Set<String> lambdas = new LinkedHashSet<>();
        private boolean submits;
        private boolean isLambda;
    }

    private final Map<String, Body> bodies = new HashMap<>();
    private String owner = "";

    private SubmitScan() {
        super(MethodScan.API);
    }

    static SubmitScan of(ClassReader reader) {
        SubmitScan scan = new SubmitScan();
        reader.accept(scan, ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
        return scan;
    }

    /** Whether a call has the name and the first parameter of one that submits a task; the receiver's class is not known yet. */
    static boolean isSubmit(int opcode, String name, String descriptor) {
        return opcode != Opcodes.INVOKESTATIC
                && (name.equals("execute") || name.equals("submit"))
                && (descriptor.startsWith(RUNNABLE) || descriptor.startsWith(CALLABLE));
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        owner = name;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        Body body = new Body();
        body.isLambda = (access & Opcodes.ACC_SYNTHETIC) != 0 || name.contains("lambda$");
        bodies.put(name + descriptor, body);
        return new MethodVisitor(MethodScan.API) {
            @Override
            public void visitMethodInsn(int opcode, String of, String called, String type, boolean isInterface) {
                body.submits |= isSubmit(opcode, called, type);
            }

            @Override
            public void visitInvokeDynamicInsn(String called, String type, Handle bootstrap, Object... arguments) {
                for (Object each : arguments) {
                    if (each instanceof Handle handle && handle.getOwner().equals(owner)) {
                        body.lambdas.add(handle.getName() + handle.getDesc());
                    }
                }
            }
        };
    }

    /** Returns the methods with such calls of which this one of the source is made. */
    List<String> submitting(String method) {
        List<String> submitting = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> ahead = new ArrayDeque<>(List.of(method));
        while (!ahead.isEmpty()) {
            String key = ahead.remove();
            Body body = bodies.get(key);
            if (body != null && (key.equals(method) || body.isLambda) && seen.add(key)) {
                ahead.addAll(body.lambdas);
                if (body.submits) {
                    submitting.add(key);
                }
            }
        }
        return submitting;
    }
}
