package io.inferometer.agent.packing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.RecordComponentVisitor;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.jar.asm.TypePath;

/**
 * The class files of one archive as they are shipped: without what only a debugger or a compiler reads, but for the numbers of lines; and
 * with a class in the archive for each lambda of the agent's own. The JDK would make that class at run time, with a few hundred of its own classes
 * and some ten kilobytes of garbage for each.
 */
final class ClassFiles {

    private static final String SUFFIX = ".class";
    private static final String OWN = "io/inferometer/";
    private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";

    /** Where the JVM enters the agent. */
    private static final String ENTRY = "io/inferometer/agent/premain/Premain";

    private static final Set<String> ENTRY_METHODS = Set.of("premain", "agentmain");

    private final Map<String, byte[]> shipped = new TreeMap<>();

    /** By the host of a nest (JVMS §4.7.28), the classes that join it. */
    private final Map<String, List<String>> joining = new TreeMap<>();

    private ClassFiles() {}

    /**
     * Returns these files as they are shipped.
     *
     * @param files by name; what is no class file stays as it is
     */
    static Map<String, byte[]> shipped(Map<String, byte[]> files) {
        ClassFiles all = new ClassFiles();
        for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
            all.add(file.getKey(), file.getValue());
        }
        for (Map.Entry<String, List<String>> nest : all.joining.entrySet()) {
            all.shipped.computeIfPresent(
                    nest.getKey().concat(SUFFIX), (name, host) -> withMembers(host, nest.getValue()));
        }
        return all.shipped;
    }

    private void add(String name, byte[] content) {
        if (!isClass(name, content)) {
            shipped.put(name, content);
            return;
        }
        ClassReader reader = new ClassReader(content);
        ClassWriter writer = new ClassWriter(0);
        reader.accept(new Reduced(writer, name.startsWith(OWN)), 0);
        shipped.put(name, writer.toByteArray());
    }

    private static boolean isClass(String name, byte[] content) {
        return name.endsWith(SUFFIX)
                && !name.endsWith("module-info.class")
                && content.length > 4
                && content[0] == (byte) 0xCA
                && content[1] == (byte) 0xFE;
    }

    private static byte[] withMembers(byte[] host, List<String> members) {
        ClassReader reader = new ClassReader(host);
        ClassWriter writer = new ClassWriter(0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public void visitEnd() {
                        members.forEach(this::visitNestMember);
                        super.visitEnd();
                    }
                },
                0);
        return writer.toByteArray();
    }

    private final class Reduced extends ClassVisitor {

        private final boolean withClasses;
        private String name;
        private String nest;
        private int lambdas;

        Reduced(ClassVisitor next, boolean withClasses) {
            super(Opcodes.ASM9, next);
            this.withClasses = withClasses;
        }

        @Override
        public void visit(
                int version, int access, String name, String signature, String superName, String[] interfaces) {
            this.name = name;
            nest = name;
            super.visit(version, access, name, null, superName, interfaces);
        }

        @Override
        public void visitNestHost(String host) {
            nest = host;
            super.visitNestHost(host);
        }

        @Override
        public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            return visible ? super.visitAnnotation(descriptor, true) : null;
        }

        @Override
        public AnnotationVisitor visitTypeAnnotation(int reference, TypePath path, String descriptor, boolean visible) {
            return null;
        }

        @Override
        public RecordComponentVisitor visitRecordComponent(String name, String descriptor, String signature) {
            return super.visitRecordComponent(name, descriptor, null);
        }

        @Override
        public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
            return super.visitField(access, name, descriptor, null, value);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String method, String descriptor, String signature, String[] exceptions) {
            int shipped = isEntry(method) ? access | Opcodes.ACC_VARARGS : access;
            return new ReducedMethod(super.visitMethod(shipped, method, descriptor, null, exceptions), this);
        }

        /**
         * The JDK calls these by reflection, for which JDK 18 and later (JEP 416) make seven classes before {@code main}. A method that
         * says it takes a varying number of arguments, and has no array for them, they call natively instead.
         */
        private boolean isEntry(String method) {
            return name.equals(ENTRY) && ENTRY_METHODS.contains(method);
        }

        /** Adds the class that stands for a lambda. */
        private LambdaClass lambda(String method, String descriptor, Object[] arguments) {
            LambdaClass made = new LambdaClass(
                    name + "$Lambda$" + lambdas++,
                    nest,
                    method,
                    Type.getMethodType(descriptor),
                    (Type) arguments[0],
                    (Handle) arguments[1],
                    (Type) arguments[2]);
            shipped.put(made.name().concat(SUFFIX), made.file());
            joining.computeIfAbsent(nest, none -> new ArrayList<>()).add(made.name());
            return made;
        }
    }

    private static final class ReducedMethod extends MethodVisitor {

        private final Reduced type;

        ReducedMethod(MethodVisitor next, Reduced type) {
            super(Opcodes.ASM9, next);
            this.type = type;
        }

        @Override
        public void visitParameter(String name, int access) {
            // Nobody asks for names of parameters.
        }

        @Override
        public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            return visible ? super.visitAnnotation(descriptor, true) : null;
        }

        @Override
        public AnnotationVisitor visitTypeAnnotation(int reference, TypePath path, String descriptor, boolean visible) {
            return null;
        }

        @Override
        public void visitLocalVariable(
                String name, String descriptor, String signature, Label start, Label end, int index) {
            // A debugger's.
        }

        @Override
        public AnnotationVisitor visitLocalVariableAnnotation(
                int reference,
                TypePath path,
                Label[] start,
                Label[] end,
                int[] index,
                String descriptor,
                boolean visible) {
            return null;
        }

        @Override
        public AnnotationVisitor visitInsnAnnotation(int reference, TypePath path, String descriptor, boolean visible) {
            return null;
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            if (type.withClasses
                    && bootstrap.getOwner().equals(METAFACTORY)
                    && bootstrap.getName().equals("metafactory")) {
                type.lambda(name, descriptor, arguments).call(this);
            } else {
                super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
            }
        }
    }
}
