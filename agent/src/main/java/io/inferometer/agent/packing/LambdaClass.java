package io.inferometer.agent.packing;

import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * The class that stands for one lambda, as {@link java.lang.invoke.LambdaMetafactory} would make it: it has a field for each captured value
 * and one method, which calls the compiled body. It is of the body's nest, as the body is mostly private. Where nothing is captured
 * there is one instance.
 */
final class LambdaClass {

    private static final String FACTORY = "make";
    private static final String ONLY = "only";

    private final String name;
    private final String nest;
    private final String method;
    private final Type factory;
    private final Type erased;
    private final Handle body;
    private final Type instantiated;

    /**
     * @param method of the interface
     * @param factory from the captured values to the interface
     * @param erased the method's type in the interface
     * @param instantiated its type here
     */
    LambdaClass(String name, String nest, String method, Type factory, Type erased, Handle body, Type instantiated) {
        this.name = name;
        this.nest = nest;
        this.method = method;
        this.factory = factory;
        this.erased = erased;
        this.body = body;
        this.instantiated = instantiated;
    }

    String name() {
        return name;
    }

    /** Writes what takes captured values from the stack and leaves an instance there. */
    void call(MethodVisitor code) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, name, FACTORY, factory.getDescriptor(), false);
    }

    byte[] file() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(
                Opcodes.V17,
                Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
                name,
                null,
                "java/lang/Object",
                new String[] {factory.getReturnType().getInternalName()});
        writer.visitNestHost(nest);
        Type[] captured = factory.getArgumentTypes();
        for (int i = 0; i < captured.length; i++) {
            writer.visitField(
                    Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, field(i), captured[i].getDescriptor(), null, null);
        }
        constructor(writer, captured);
        if (captured.length == 0) {
            single(writer);
        }
        factory(writer, captured);
        interfaceMethod(writer, captured);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static String field(int i) {
        return "c" + i;
    }

    private static String constructorOf(Type[] captured) {
        return Type.getMethodDescriptor(Type.VOID_TYPE, captured);
    }

    private void constructor(ClassWriter writer, Type[] captured) {
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PRIVATE, "<init>", constructorOf(captured), null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        int local = 1;
        for (int i = 0; i < captured.length; i++) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitVarInsn(captured[i].getOpcode(Opcodes.ILOAD), local);
            code.visitFieldInsn(Opcodes.PUTFIELD, name, field(i), captured[i].getDescriptor());
            local += captured[i].getSize();
        }
        end(code, Opcodes.RETURN);
    }

    private void single(ClassWriter writer) {
        writer.visitField(
                Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, ONLY, "L" + name + ";", null, null);
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
        code.visitCode();
        code.visitTypeInsn(Opcodes.NEW, name);
        code.visitInsn(Opcodes.DUP);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", "()V", false);
        code.visitFieldInsn(Opcodes.PUTSTATIC, name, ONLY, "L" + name + ";");
        end(code, Opcodes.RETURN);
    }

    private void factory(ClassWriter writer, Type[] captured) {
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, FACTORY, factory.getDescriptor(), null, null);
        code.visitCode();
        if (captured.length == 0) {
            code.visitFieldInsn(Opcodes.GETSTATIC, name, ONLY, "L" + name + ";");
        } else {
            code.visitTypeInsn(Opcodes.NEW, name);
            code.visitInsn(Opcodes.DUP);
            int local = 0;
            for (Type each : captured) {
                code.visitVarInsn(each.getOpcode(Opcodes.ILOAD), local);
                local += each.getSize();
            }
            code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", constructorOf(captured), false);
        }
        end(code, Opcodes.ARETURN);
    }

    private void interfaceMethod(ClassWriter writer, Type[] captured) {
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, method, erased.getDescriptor(), null, null);
        code.visitCode();
        boolean isConstructor = body.getTag() == Opcodes.H_NEWINVOKESPECIAL;
        if (isConstructor) {
            code.visitTypeInsn(Opcodes.NEW, body.getOwner());
            code.visitInsn(Opcodes.DUP);
        }
        Type[] wanted = bodyArguments();
        for (int i = 0; i < captured.length; i++) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitFieldInsn(Opcodes.GETFIELD, name, field(i), captured[i].getDescriptor());
            Conversion.of(captured[i], captured[i], wanted[i]).write(code);
        }
        Type[] given = erased.getArgumentTypes();
        Type[] known = instantiated.getArgumentTypes();
        int local = 1;
        for (int i = 0; i < given.length; i++) {
            code.visitVarInsn(given[i].getOpcode(Opcodes.ILOAD), local);
            local += given[i].getSize();
            Conversion.of(given[i], known[i], wanted[captured.length + i]).write(code);
        }
        code.visitMethodInsn(call(), body.getOwner(), body.getName(), body.getDesc(), body.isInterface());
        Type result = isConstructor ? Type.getObjectType(body.getOwner()) : Type.getReturnType(body.getDesc());
        Conversion.of(result, result, erased.getReturnType()).write(code);
        end(code, erased.getReturnType().getOpcode(Opcodes.IRETURN));
    }

    /** The types that the body takes from the stack, its receiver first. */
    private Type[] bodyArguments() {
        Type[] parameters = Type.getArgumentTypes(body.getDesc());
        if (body.getTag() == Opcodes.H_INVOKESTATIC || body.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
            return parameters;
        }
        Type[] all = new Type[parameters.length + 1];
        all[0] = Type.getObjectType(body.getOwner());
        System.arraycopy(parameters, 0, all, 1, parameters.length);
        return all;
    }

    /** A private method is called as any other by a member of its nest (JVMS §6.5, invokevirtual). */
    private int call() {
        return switch (body.getTag()) {
            case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
            case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
            default -> body.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
        };
    }

    private static void end(MethodVisitor code, int instruction) {
        code.visitInsn(instruction);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }
}
