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
 *   self = this; arguments = the parameters that are read at the end; call = null
 *   try { call = enter(self, the parameters that are read now) } catch (Throwable) { }
 *   try { the original code, but before each return: result = value; exit(call, self, arguments, result, null) }
 *   catch (Throwable t) { if (call != null) try { exit(call, self, arguments, null, t) } catch (Throwable) { }; throw t }
 * </pre>
 *
 * <p>Our variables lie beyond the original ones and are added to every stack map frame of the original code (JVMS §4.7.4);
 * nothing in it is renumbered. The original handlers come first in the exception table and so keep their meaning.
 */
final class MethodWeaver extends MethodVisitor {

    private static final String THROWABLE = "java/lang/Throwable";
    private static final String REFERENCE = "Ljava/lang/Object;";
    private static final String END_OF_THREAD = "java/lang/ThreadDeath";

    /** Call, instance, result (as it may be wide), failure, and an argument where none is read. */
    private static final int BESIDE_ARGUMENTS = 6;

    /** {@code Thread.stop} lets a thread die of an error that nobody may swallow, before JDK 20. */
    private static final boolean CAN_STOP = Runtime.version().feature() < 20;

    /** JVMS §4.7.3: {@code max_stack} and {@code max_locals} are of two bytes. */
    private static final int LIMIT = 0xFFFF;

    private final FoundMethod method;
    private final Slots slots;
    private final WovenFrames frames;
    private final String constant;
    private final Type[] parameters;
    private final Handle bootstrap;
    private final Type result;

    private final int call;
    private final int self;
    private final int arguments;
    private final int value;
    private final int failure;

    private final List<Label> ranges = new ArrayList<>();
    private final List<Label> exits = new ArrayList<>();

    MethodWeaver(MethodVisitor target, String owner, FoundMethod method, Slots slots, Woven woven, String dispatcher) {
        super(MethodScan.API, target);
        this.method = method;
        this.slots = slots;
        this.frames = new WovenFrames(owner, method, slots);
        this.constant = woven.constant();
        this.parameters = Type.getArgumentTypes(method.descriptor);
        this.bootstrap = bootstrap(dispatcher);
        this.result = Type.getReturnType(method.descriptor);
        this.call = method.maxLocals;
        this.self = call + 1;
        this.arguments = self + 1;
        this.value = arguments + size(slots.atExit(), method);
        this.failure = value + result.getSize();
    }

    /** What links call sites. */
    static Handle bootstrap(String dispatcher) {
        return new Handle(
                Opcodes.H_INVOKESTATIC,
                dispatcher,
                "bootstrap",
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                        + "Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
                false);
    }

    /** Whether our variables and operands fit beside the method's own. */
    static boolean hasRoom(FoundMethod method, Slots slots) {
        int more = BESIDE_ARGUMENTS + Math.max(size(slots.atExit(), method), size(slots.atEnter(), method));
        return method.maxLocals + more <= LIMIT && method.maxStack + more <= LIMIT;
    }

    private static int size(List<Integer> arguments, FoundMethod method) {
        Type[] types = Type.getArgumentTypes(method.descriptor);
        int size = 0;
        for (int index : arguments) {
            size += index < types.length ? types[index].getSize() : 0;
        }
        return size;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        load(method.isStatic() ? -1 : 0, self);
        int to = arguments;
        for (int index : slots.atExit()) {
            mv.visitVarInsn(parameters[index].getOpcode(Opcodes.ILOAD), variable(index));
            mv.visitVarInsn(parameters[index].getOpcode(Opcodes.ISTORE), to);
            to += parameters[index].getSize();
        }
        load(-1, call);
        Label from = new Label();
        Label end = new Label();
        Label handler = new Label();
        Label body = new Label();
        mv.visitLabel(from);
        mv.visitVarInsn(Opcodes.ALOAD, self);
        StringBuilder enter = new StringBuilder("(").append(REFERENCE);
        for (int index : slots.atEnter()) {
            mv.visitVarInsn(parameters[index].getOpcode(Opcodes.ILOAD), variable(index));
            enter.append(handedOver(parameters[index]));
        }
        mv.visitInvokeDynamicInsn("enter", enter.append(')').append(REFERENCE).toString(), bootstrap, constant);
        mv.visitVarInsn(Opcodes.ASTORE, call);
        mv.visitLabel(end);
        mv.visitJumpInsn(Opcodes.GOTO, body);
        mv.visitLabel(handler);
        frame(frames.parameters(), List.of(), THROWABLE);
        swallow(frames.parameters(), List.of());
        mv.visitLabel(body);
        frame(frames.parameters(), List.of(), null);
        // The original code may begin with a frame of its own, and two cannot share an offset.
        mv.visitInsn(Opcodes.NOP);
        mv.visitTryCatchBlock(from, end, handler, THROWABLE);
        beginRange();
    }

    /** The local variable that holds a parameter. */
    private int variable(int parameter) {
        int variable = method.isStatic() ? 0 : 1;
        for (int i = 0; i < parameter; i++) {
            variable += parameters[i].getSize();
        }
        return variable;
    }

    /** References as objects: the linker need not see the application's types. */
    private static String handedOver(Type type) {
        return type.getSort() >= Type.ARRAY ? REFERENCE : type.getDescriptor();
    }

    /** Forgets what measuring threw, which is on the stack, unless the thread is to die of it. */
    private void swallow(List<?> locals, List<?> beyond) {
        if (CAN_STOP) {
            Label ours = new Label();
            mv.visitInsn(Opcodes.DUP);
            mv.visitTypeInsn(Opcodes.INSTANCEOF, END_OF_THREAD);
            mv.visitJumpInsn(Opcodes.IFEQ, ours);
            mv.visitInsn(Opcodes.ATHROW);
            mv.visitLabel(ours);
            frame(locals, beyond, THROWABLE);
        }
        mv.visitInsn(Opcodes.POP);
    }

    private void load(int from, int to) {
        push(from);
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
        boolean isHandedOver = result.getSort() >= Type.ARRAY || (slots.result() && result.getSort() != Type.VOID);
        exit(exits, isHandedOver ? value : -1, -1);
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
        StringBuilder exit = new StringBuilder("(").append(REFERENCE).append(REFERENCE);
        pushArguments(exit);
        if (resultSlot < 0) {
            mv.visitInsn(Opcodes.ACONST_NULL);
            exit.append(REFERENCE);
        } else {
            mv.visitVarInsn(result.getOpcode(Opcodes.ILOAD), resultSlot);
            exit.append(handedOver(result));
        }
        push(failureSlot);
        exit.append("Ljava/lang/Throwable;)V");
        mv.visitInvokeDynamicInsn("exit", exit.toString(), bootstrap, constant);
        mv.visitLabel(to);
        guarded.add(from);
        guarded.add(to);
    }

    private void pushArguments(StringBuilder descriptor) {
        List<Integer> indices = slots.atExit();
        if (indices.isEmpty()) {
            mv.visitInsn(Opcodes.ACONST_NULL);
            descriptor.append(REFERENCE);
        }
        int from = arguments;
        for (int index : indices) {
            Type type = parameters[index];
            mv.visitVarInsn(type.getOpcode(Opcodes.ILOAD), from);
            from += type.getSize();
            boolean isNumber = indices.size() == 1 && type.getSort() < Type.ARRAY;
            if (isNumber) {
                toLong(type);
            }
            descriptor.append(isNumber ? "J" : handedOver(type));
        }
    }

    private void toLong(Type type) {
        switch (type.getSort()) {
            case Type.LONG -> {}
            case Type.FLOAT -> mv.visitInsn(Opcodes.F2L);
            case Type.DOUBLE -> mv.visitInsn(Opcodes.D2L);
            default -> mv.visitInsn(Opcodes.I2L);
        }
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
        Object[] ours = frames.locals(Arrays.asList(locals).subList(0, localCount), List.of());
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
        int atEnter = 1 + size(slots.atEnter(), method);
        super.visitMaxs(Math.max(maxStack + BESIDE_ARGUMENTS + (value - arguments), atEnter), failure + 1);
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
        swallow(List.of(), kept);
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
        List<Object> returned = result.getSort() == Type.VOID ? List.of() : List.of(WovenFrames.verification(result));
        frame(List.of(), returned, THROWABLE);
        swallow(List.of(), returned);
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
        frames.visit(mv, locals, beyond, onStack);
    }
}
