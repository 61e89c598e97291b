package io.inferometer.agent.weave;

import io.inferometer.annotation.Inference;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** A type that is generated, and what is annotated in it. */
record GeneratedType(String name, boolean isInterface, List<GeneratedType> supertypes, List<Declared> methods) {

    private static final String ANNOTATION = Type.getDescriptor(Inference.class);

    /** A method of a generated type. */
    record Declared(String name, boolean isAbstract, String model) {}

    byte[] file() {
        ClassWriter writer = new ClassWriter(0);
        List<String> interfaces = new ArrayList<>();
        String superName = "java/lang/Object";
        for (GeneratedType each : supertypes) {
            if (each.isInterface) {
                interfaces.add(each.name);
            } else {
                superName = each.name;
            }
        }
        int kind = isInterface ? Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT : Opcodes.ACC_ABSTRACT;
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | kind, name, null, superName, interfaces.toArray(new String[0]));
        writer.visitSource("Generated.java", null);
        for (Declared method : methods) {
            int access = Opcodes.ACC_PUBLIC | (method.isAbstract ? Opcodes.ACC_ABSTRACT : 0);
            MethodVisitor visitor = writer.visitMethod(access, method.name, "()V", null, null);
            if (method.model != null) {
                AnnotationVisitor annotation = visitor.visitAnnotation(ANNOTATION, true);
                annotation.visit("model", method.model);
                annotation.visitEnd();
            }
            if (!method.isAbstract) {
                visitor.visitCode();
                Label start = new Label();
                visitor.visitLabel(start);
                visitor.visitLineNumber(1, start);
                visitor.visitInsn(Opcodes.RETURN);
                visitor.visitMaxs(0, 1);
            }
            visitor.visitEnd();
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** The model of a method's annotation: its own, else the class's above, else an interface's; null where there is none. */
    String modelOf(String method) {
        for (Declared each : methods) {
            if (each.name.equals(method) && each.model != null) {
                return each.model;
            }
        }
        List<GeneratedType> inOrder = new ArrayList<>();
        supertypes.forEach(each -> inOrder.add(each.isInterface ? inOrder.size() : 0, each));
        for (GeneratedType each : inOrder) {
            String model = each.modelOf(method);
            if (model != null) {
                return model;
            }
        }
        return null;
    }
}
