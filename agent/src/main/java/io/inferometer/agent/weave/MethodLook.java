package io.inferometer.agent.weave;

import io.inferometer.agent.model.GeneratedNames;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Looks at one method: its annotation, and what compilers made of it. They copy a method of the source, with its annotations, into
 * classes that only pass the call on: Kotlin for the defaults of interfaces and for {@code @JvmStatic}, Scala for traits and
 * objects. Such a body loads its parameters, perhaps a constant, and calls one method of the same name.
 */
final class MethodLook extends MethodVisitor {

    private static final String ANNOTATION = new String(ClassPrefilter.ANNOTATION, StandardCharsets.ISO_8859_1);

    private static final String STAGE = new String(ClassPrefilter.STAGE_ANNOTATION, StandardCharsets.ISO_8859_1);

    private static final String ID = "Lio/inferometer/annotation/InferenceId;";

    /** Groovy's {@code @Memoized} moves the body into such a method, which is called for what is not known yet, and copies the annotations. */
    private static final String MEMOIZED = "memoizedMethodPriv$";

    /** Kotlin checks parameters by calls of this class. */
    private static final String CHECKS = "kotlin/jvm/internal/Intrinsics";

    private final String owner;
    private final FoundMethod found;
    private final int continuation;
    private boolean passesOn = true;
    private String callee = "";
    private int calls;
    private int loaded = -1;
    private final Map<String, String> annotations;

    MethodLook(String owner, FoundMethod found, Map<String, String> annotations) {
        super(MethodScan.API);
        this.annotations = annotations;
        this.owner = owner;
        this.found = found;
        if (Suspension.isOfLambda(found.name, found.descriptor)) {
            found.stateMachine = Woven.THIS;
        }
        this.continuation = Suspension.isSuspending(found.descriptor)
                ? Descriptors.slot(found.descriptor, found.isStatic(), Descriptors.parameterCount(found.descriptor) - 1)
                : -1;
    }

    @Override
    public AnnotationVisitor visitAnnotation(String type, boolean visible) {
        if (type.equals(STAGE)) {
            return stage();
        }
        if (type.equals(ID) && found.id.isEmpty()) {
            found.id = "result";
        }
        if (found.name.startsWith(MEMOIZED)) {
            return null;
        }
        boolean isOwn = type.equals(ANNOTATION);
        String model = isOwn ? "model" : annotations.get(type);
        if (model == null) {
            return annotations.isEmpty() ? null : AnnotationLook.ofRepeated(found, annotations);
        }
        found.annotated = true;
        return new AnnotationLook(found, model, isOwn ? "version" : "");
    }

    private AnnotationVisitor stage() {
        return new AnnotationVisitor(MethodScan.API) {
            @Override
            public void visitEnum(String member, String type, String value) {
                found.stage = value;
            }
        };
    }

    @Override
    public AnnotationVisitor visitParameterAnnotation(int parameter, String type, boolean visible) {
        if (type.equals(ID) && !found.id.startsWith("arg")) {
            found.id = "arg" + parameter;
        }
        return null;
    }

    @Override
    public void visitLineNumber(int line, Label start) {
        found.hasLines = true;
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        passesOn &= opcode <= Opcodes.ALOAD;
        loaded = variable;
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        passesOn &= opcode == Opcodes.CHECKCAST;
        if (opcode == Opcodes.INSTANCEOF
                && continuation >= 0
                && loaded == continuation
                && found.stateMachine.isEmpty()) {
            found.stateMachine = type.replace('/', '.');
        }
    }

    @Override
    public void visitFieldInsn(int opcode, String fieldOwner, String name, String descriptor) {
        passesOn &= opcode == Opcodes.GETSTATIC;
    }

    @Override
    public void visitMethodInsn(int opcode, String of, String name, String descriptor, boolean isInterface) {
        if (of.equals(CHECKS)) {
            return;
        }
        calls++;
        found.suspends |= continuation >= 0 && Suspension.isSuspending(descriptor);
        if (of.equals(owner) && name.equals(found.name) && found.isBridge()) {
            found.standsFor = descriptor;
        }
        // A call of super is written by people, too.
        boolean isForward = opcode != Opcodes.INVOKESPECIAL
                && !(of.equals(owner) && name.equals(found.name))
                && GeneratedNames.method(name).equals(GeneratedNames.method(found.name));
        callee = isForward ? of + "." + name : "";
    }

    @Override
    public void visitInsn(int opcode) {
        passesOn &= (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) || opcode == Opcodes.NOP;
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        passesOn = false;
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
        passesOn = false;
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        passesOn = false;
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        passesOn = false;
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label other, Label... labels) {
        passesOn = false;
    }

    @Override
    public void visitLookupSwitchInsn(Label other, int[] keys, Label[] labels) {
        passesOn = false;
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        passesOn = false;
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
        passesOn = false;
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        found.maxLocals = maxLocals;
        found.maxStack = maxStack;
        if (passesOn && calls == 1) {
            found.forwardsTo = callee;
        }
    }
}
