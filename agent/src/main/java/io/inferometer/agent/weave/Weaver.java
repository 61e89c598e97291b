package io.inferometer.agent.weave;

import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.weave.ClassPrefilter.Wanted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Rewrites the wanted methods of one class file. Written on Byte Buddy's ASM: Byte Buddy's own type descriptions cost a start
 * some 300 ms and 700 classes more (docs/decisions.md). Adds no member and no class, so that a loaded class can be rewritten
 * too. Thread-safe.
 */
final class Weaver {

    private static final Library ANNOTATIONS = new Library(Library.ANNOTATION, "", null, List.of());

    private final Sites sites;
    private final String dispatcher;

    /** @param dispatcher the internal name of the class whose {@code bootstrap} links call sites */
    Weaver(Sites sites, String dispatcher) {
        this.sites = sites;
        this.dispatcher = dispatcher;
    }

    /** @return the class file to load instead, or null when there is nothing to do */
    byte[] weave(ClassLoader loader, String internalName, byte[] file, List<Wanted> wanted, boolean annotations) {
        ClassReader reader = new ClassReader(file);
        MethodScan scan = new MethodScan();
        reader.accept(scan, ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
        Map<String, SiteSpec> specs = new HashMap<>();
        Map<String, MethodScan.Found> found = new HashMap<>();
        for (MethodScan.Found method : scan.methods) {
            SiteSpec spec = spec(loader, internalName.replace('/', '.'), scan, method, wanted, annotations);
            if (spec != null) {
                specs.put(method.name + method.descriptor, spec);
                found.put(method.name + method.descriptor, method);
            }
        }
        if (specs.isEmpty()) {
            return null;
        }
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(MethodScan.API, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor visitor = super.visitMethod(access, name, descriptor, signature, exceptions);
                        SiteSpec spec = specs.get(name + descriptor);
                        if (spec == null) {
                            return visitor;
                        }
                        return spec.target().role() == Target.Role.VALUE
                                ? new ValueWeaver(visitor, spec, dispatcher)
                                : new MethodWeaver(
                                        visitor, internalName, found.get(name + descriptor), spec, dispatcher);
                    }
                },
                ClassReader.EXPAND_FRAMES);
        return writer.toByteArray();
    }

    private SiteSpec spec(
            ClassLoader loader,
            String className,
            MethodScan scan,
            MethodScan.Found method,
            List<Wanted> wanted,
            boolean annotations) {
        Library library = null;
        Target target = null;
        for (Wanted candidate : wanted) {
            if (target == null && matches(candidate.target(), method, scan)) {
                library = candidate.library();
                target = candidate.target();
            }
        }
        if (target == null && annotations && method.annotated) {
            library = ANNOTATIONS;
            target = annotated(className, method);
        }
        if (target == null || method.isBridge()) {
            return null;
        }
        String where = Descriptors.readable(className + "." + method.name, method.descriptor);
        if (!method.hasCode()) {
            sites.failed(where, "an abstract or native method has no body to measure; name an implementation");
            return null;
        }
        if (scan.majorVersion < Opcodes.V1_7) {
            sites.failed(where, "its class file is older than Java 7 and cannot be linked");
            return null;
        }
        if (!MethodWeaver.hasRoom(method)) {
            sites.failed(where, "it is too large: it has as many variables or operands as the JVM allows");
            return null;
        }
        boolean asynchronous = library.source() == null && Descriptors.mayBeAsynchronous(method.descriptor);
        return sites.spec(loader, library, target, method.descriptor, asynchronous);
    }

    private static boolean matches(Target target, MethodScan.Found method, MethodScan scan) {
        if (!target.methodName().equals(method.name)) {
            return false;
        }
        return switch (target.overloads()) {
            case ALL -> true;
            case LISTED -> target.parameterTypes().equals(Descriptors.parameters(method.descriptor));
            case WIDEST -> {
                int most = 0;
                for (MethodScan.Found other : scan.methods) {
                    if (other.name.equals(method.name) && other.hasCode()) {
                        most = Math.max(most, Descriptors.parameterCount(other.descriptor));
                    }
                }
                yield method.hasCode() && Descriptors.parameterCount(method.descriptor) == most;
            }
        };
    }

    private static Target annotated(String className, MethodScan.Found method) {
        String model = method.model;
        if (model.isEmpty()) {
            model = className.substring(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
        }
        return Target.named(className, method.name, Target.Overloads.ALL, List.of(), model, method.version);
    }
}
