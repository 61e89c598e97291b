package io.inferometer.agent.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** A class in a jar, by its class file. */
final class JarClass extends ClassVisitor {

    private record Method(int access, String signature, Set<String> called) {}

    private final List<Method> methods = new ArrayList<>();
    private final Set<String> fields = new TreeSet<>();
    private String owner;

    private JarClass() {
        super(Opcodes.ASM9);
    }

    /** Reads a class from the jar that has it. */
    static JarClass read(List<Path> jars, String className) {
        String entry = className.replace('.', '/') + ".class";
        for (Path path : jars) {
            try (JarFile jar = new JarFile(path.toFile())) {
                ZipEntry file = jar.getEntry(entry);
                if (file != null) {
                    try (InputStream in = jar.getInputStream(file)) {
                        JarClass read = new JarClass();
                        new ClassReader(in).accept(read, 0);
                        return read;
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(path.toString(), e);
            }
        }
        throw new AssertionError(className + " is in none of " + jars);
    }

    /** Whether one of these jars has a class. */
    static boolean isThere(List<Path> jars, String className) {
        String entry = className.replace('.', '/') + ".class";
        for (Path path : jars) {
            try (JarFile jar = new JarFile(path.toFile())) {
                if (jar.getEntry(entry) != null) {
                    return true;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(path.toString(), e);
            }
        }
        return false;
    }

    @Override
    public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
        owner = name;
    }

    @Override
    public FieldVisitor visitField(int access, String name, String type, String signature, Object value) {
        if (isVisible(access)) {
            fields.add(name + " " + type);
        }
        return null;
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] thrown) {
        Method method = new Method(access, name + type, new TreeSet<>());
        methods.add(method);
        return new MethodVisitor(Opcodes.ASM9) {
            @Override
            public void visitMethodInsn(int opcode, String of, String called, String sign, boolean isInterface) {
                if (of.equals(owner)) {
                    method.called.add(called + sign);
                }
            }
        };
    }

    private static boolean isVisible(int access) {
        return (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0;
    }

    /** Name and descriptor of the fields that are public or protected. */
    Set<String> fields() {
        return fields;
    }

    /** Name and descriptor of the methods of one of these names that have a body and are public or protected. */
    Set<String> visible(String... names) {
        Set<String> found = new TreeSet<>();
        for (Method method : methods) {
            boolean hasBody = (method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
            for (String name : names) {
                if (isVisible(method.access) && hasBody && method.signature.startsWith(name + "(")) {
                    found.add(method.signature);
                }
            }
        }
        return found;
    }

    /** Name and descriptor of each method, private ones too. */
    Set<String> declared() {
        Set<String> found = new TreeSet<>();
        for (Method method : methods) {
            found.add(method.signature);
        }
        return found;
    }

    /** The same of one name. */
    Set<String> declared(String name) {
        Set<String> found = declared();
        found.removeIf(method -> !method.startsWith(name + "("));
        return found;
    }

    /** Whether there is such a method, without a body. */
    boolean isAbstract(String signature) {
        return methods.stream()
                .filter(method -> method.signature.equals(signature))
                .anyMatch(method -> (method.access & Opcodes.ACC_ABSTRACT) != 0);
    }

    /** The methods of the same class that this one calls. */
    Set<String> calledBy(String signature) {
        return methods.stream()
                .filter(method -> method.signature.equals(signature))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + signature))
                .called;
    }
}
