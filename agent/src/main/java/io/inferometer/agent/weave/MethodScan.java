package io.inferometer.agent.weave;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** The first look at a candidate: its version and its methods. */
final class MethodScan extends ClassVisitor {

    static final int API = Opcodes.ASM9;

    private static final String ANNOTATION = new String(ClassPrefilter.ANNOTATION, StandardCharsets.ISO_8859_1);

    /** One method as found. */
    static final class Found {
        final int access;
        final String name;
        final String descriptor;
        int maxLocals;
        int maxStack;
        boolean annotated;
        String model = "";
        String version = "";

        Found(int access, String name, String descriptor) {
            this.access = access;
            this.name = name;
            this.descriptor = descriptor;
        }

        boolean isStatic() {
            return (access & Opcodes.ACC_STATIC) != 0;
        }

        boolean hasCode() {
            return (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
        }

        /** A compiler's own: bridges call the method they stand for. */
        boolean isBridge() {
            return (access & Opcodes.ACC_BRIDGE) != 0;
        }
    }

    final List<Found> methods = new ArrayList<>();
    int majorVersion;

    MethodScan() {
        super(API);
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        majorVersion = version & 0xFFFF;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        if (name.startsWith("<")) {
            return null;
        }
        Found found = new Found(access, name, descriptor);
        methods.add(found);
        return new MethodVisitor(API) {
            @Override
            public AnnotationVisitor visitAnnotation(String type, boolean visible) {
                if (!type.equals(ANNOTATION)) {
                    return null;
                }
                found.annotated = true;
                return new AnnotationVisitor(API) {
                    @Override
                    public void visit(String member, Object value) {
                        if (member.equals("model")) {
                            found.model = (String) value;
                        } else if (member.equals("version")) {
                            found.version = (String) value;
                        }
                    }
                };
            }

            @Override
            public void visitMaxs(int maxStack, int maxLocals) {
                found.maxLocals = maxLocals;
                found.maxStack = maxStack;
            }
        };
    }
}
