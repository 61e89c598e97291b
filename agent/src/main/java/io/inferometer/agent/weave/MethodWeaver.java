package io.inferometer.agent.weave;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Surrounds one method's code with the calls of its site:
 *
 * <pre>
 *   self = this; argument = the parameter asked for; call = null
 *   try { call = enter(self) } catch (Throwable) { }
 *   try { the original code, but before each return: result = value;
 *   catch (Throwable t) { if (call != null) try { exit(call, self, argument, null, t) } catch (Throwable) { }; throw t }
 * </pre>
 *
 * <p>Our variables lie beyond the original ones and are added to every stack map frame of the original code (JVMS §4.7.4);
 * nothing in it is renumbered. The original handlers come first in the exception table and so keep their meaning.
 */
final class MethodWeaver extends MethodVisitor {

    private static final String THROWABLE = "java/lang/Throwable";
    private static final String OBJECT = "java/lang/Object";
    private static final String ENTER = "(Ljava/lang/Object;)Ljava/lang/Object;";
    private static final String EXIT =
            "(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Throwable;)V";
    private static final int EXIT_STACK = 5;

    /** Start and a wide result take two variables each; instance, argument and failure one. */
    private static final int VARIABLES = 7;

    /** JVMS §4.7.3: {@code max_stack} and {@code max_locals} are of two bytes. */
    private static final int LIMIT = 0xFFFF;

    private final String owner;
    private final MethodScan.Found method;
    private final SiteSpec spec;
    private final Handle bootstrap;
    private final Type result;

    private final int call;
    private final int self;
    private final int argument;
    private final int value;
    private final int failure;

    private final List<Label> ranges = new ArrayList<>();
    private final List<Label> exits = new ArrayList<>();

    MethodWeaver(MethodVisitor target, String owner, MethodScan.Found method, SiteSpec spec, String dispatcher) {
        super(MethodScan.API, target);
        this.owner = owner;
        this.method = method;
        this.spec = spec;
        this.bootstrap = bootstrap(dispatcher);
        this.result = Type.getReturnType(method.descriptor);
        this.call = method.maxLocals;
        this.self = call + 1;
        this.argument = self + 1;
        this.value = argument + 1;
        this.failure = value + result.getSize();
    }

    /** What links call sites. */
    static Handle bootstrap(String dispatcher) {
        return new Handle(
                Opcodes.H_INVOKESTATIC,
                dispatcher,
                "bootstrap",
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                        + "[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
                false);
    }

    /** Whether our variables and operands fit beside the method's own. */
    static boolean hasRoom(MethodScan.Found method) {
        return method.maxLocals + VARIABLES <= LIMIT && method.maxStack + EXIT_STACK <= LIMIT;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        load(method.isStatic() ? -1 : 0, self);
        load(
                Descriptors.slot(
                        method.descriptor, method.isStatic(), spec.target().argument()),
                argument);
        load(-1, call);
        Label from = new Label();
        Label to = new Label();
        Label handler = new Label();
        Label body = new Label();
        mv.visitLabel(from);
        mv.visitVarInsn(Opcodes.ALOAD, self);
        mv.visitInvokeDynamicInsn("enter", ENTER, bootstrap, spec.id());
        mv.visitVarInsn(Opcodes.ASTORE, call);
        mv.visitLabel(to);
        mv.visitJumpInsn(Opcodes.GOTO, body);
        mv.visitLabel(handler);
        frame(parameters(), List.of(), THROWABLE);
        mv.visitInsn(Opcodes.POP);
        mv.visitLabel(body);
        frame(parameters(), List.of(), null);
        // The original code may begin with a frame of its own, and two cannot share an offset.
        mv.visitInsn(Opcodes.NOP);
        mv.visitTryCatchBlock(from, to, handler, THROWABLE);
        beginRange();
    }

    private void load(int from, int to) {
        if (from < 0) {
            mv.visitInsn(Opcodes.ACONST_NULL);
        } else {
            mv.visitVarInsn(Opcodes.ALOAD, from);
        }
        mv.visitVarInsn(Opcodes.ASTORE, to);
    }

    private void beginRange() {
        Label label = new Label();
        mv.visitLabel(label);
        ranges.add(label);
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
            super.visitInsn(opcode);
            return;
        }
        beginRange();
        if (opcode != Opcodes.RETURN) {
            mv.visitVarInsn(result.getOpcode(Opcodes.ISTORE), value);
        }
        exit(exits, result.getSort() >= Type.ARRAY ? value : -1, -1);
        leave();
        beginRange();
    }

    private void leave() {
        if (result.getSort() != Type.VOID) {
            mv.visitVarInsn(result.getOpcode(Opcodes.ILOAD), value);
        }
        mv.visitInsn(result.getOpcode(Opcodes.IRETURN));
    }

    private void exit(List<Label> guarded, int resultSlot, int failureSlot) {
        Label from = new Label();
        Label to = new Label();
        mv.visitLabel(from);
        mv.visitVarInsn(Opcodes.ALOAD, call);
        mv.visitVarInsn(Opcodes.ALOAD, self);
        mv.visitVarInsn(Opcodes.ALOAD, argument);
        push(resultSlot);
        push(failureSlot);
        mv.visitInvokeDynamicInsn("exit", EXIT, bootstrap, spec.id());
        mv.visitLabel(to);
        guarded.add(from);
        guarded.add(to);
    }

    private void push(int slot) {
        if (slot < 0) {
            mv.visitInsn(Opcodes.ACONST_NULL);
        } else {
            mv.visitVarInsn(Opcodes.ALOAD, slot);
        }
    }

    @Override
    public void visitFrame(int type, int localCount, Object[] locals, int stackCount, Object[] stack) {
        Object[] ours = locals(Arrays.asList(locals).subList(0, localCount), List.of());
        super.visitFrame(Opcodes.F_NEW, ours.length, ours, stackCount, stack);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        Label last = new Label();
        mv.visitLabel(last);
        ranges.add(last);
        rethrow();
        if (!exits.isEmpty()) {
            returnAnyway();
        }
        super.visitMaxs(maxStack + EXIT_STACK, failure + 1);
    }

    /**
     * Leaves out the exit of a call that is not measured. A recursion that overflows the stack unwinds through here at the
     * stack's very edge, where linking a call site would overflow it again, inside the JVM's own class loading.
     */
    private void rethrow() {
        Label handler = new Label();
        Label again = new Label();
        mv.visitLabel(handler);
        frame(List.of(), List.of(), THROWABLE);
        mv.visitVarInsn(Opcodes.ASTORE, failure);
        mv.visitVarInsn(Opcodes.ALOAD, call);
        mv.visitJumpInsn(Opcodes.IFNULL, again);
        List<Label> guarded = new ArrayList<>();
        exit(guarded, -1, failure);
        mv.visitJumpInsn(Opcodes.GOTO, again);
        Label ignored = new Label();
        mv.visitLabel(ignored);
        List<Object> kept = new ArrayList<>();
        for (int i = 0; i < result.getSize(); i++) {
            kept.add(Opcodes.TOP);
        }
        kept.add(THROWABLE);
        frame(List.of(), kept, THROWABLE);
        mv.visitInsn(Opcodes.POP);
        mv.visitLabel(again);
        frame(List.of(), kept, null);
        mv.visitVarInsn(Opcodes.ALOAD, failure);
        mv.visitInsn(Opcodes.ATHROW);
        guard(guarded, ignored);
        guard(ranges, handler);
    }

    private void returnAnyway() {
        Label handler = new Label();
        mv.visitLabel(handler);
        frame(List.of(), result.getSort() == Type.VOID ? List.of() : List.of(verification(result)), THROWABLE);
        mv.visitInsn(Opcodes.POP);
        leave();
        guard(exits, handler);
    }

    private void guard(List<Label> pairs, Label handler) {
        for (int i = 0; i < pairs.size(); i += 2) {
            // An exception table entry may not be empty (JVMS §4.7.3).
            if (pairs.get(i).getOffset() < pairs.get(i + 1).getOffset()) {
                mv.visitTryCatchBlock(pairs.get(i), pairs.get(i + 1), handler, THROWABLE);
            }
        }
    }

    private void frame(List<?> locals, List<?> beyond, Object onStack) {
        Object[] all = locals(locals, beyond);
        Object[] stack = onStack == null ? new Object[0] : new Object[] {onStack};
        mv.visitFrame(Opcodes.F_NEW, all.length, all, stack.length, stack);
    }

    /** The given variables, unused ones up to ours, ours, and what lies beyond them. */
    private Object[] locals(List<?> locals, List<?> beyond) {
        List<Object> all = new ArrayList<>(locals);
        int used = 0;
        for (Object local : locals) {
            used += local == Opcodes.LONG || local == Opcodes.DOUBLE ? 2 : 1;
        }
        for (; used < call; used++) {
            all.add(Opcodes.TOP);
        }
        all.add(OBJECT);
        all.add(OBJECT);
        all.add(OBJECT);
        all.addAll(beyond);
        return all.toArray();
    }

    private List<Object> parameters() {
        List<Object> types = new ArrayList<>();
        if (!method.isStatic()) {
            types.add(owner);
        }
        for (Type type : Type.getArgumentTypes(method.descriptor)) {
            types.add(verification(type));
        }
        return types;
    }

    private static Object verification(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.LONG -> Opcodes.LONG;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            default -> type.getInternalName();
        };
    }
}
