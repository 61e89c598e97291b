package io.inferometer.agent.premain;

import io.inferometer.agent.packing.ArchiveWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Writes a jar with archives like the agent's. Its classes are suppliers of one text. */
final class SmallJar {

    private final Map<String, Map<String, byte[]>> archives = new LinkedHashMap<>();

    /** A file in an archive. */
    SmallJar text(String archive, String name, String content) {
        return put(archive, name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** A {@link java.util.function.Supplier} of {@code answer}. */
    SmallJar supplier(String archive, String name, String answer) {
        return put(archive, name.replace('.', '/') + ".class", classFile(name, answer));
    }

    private SmallJar put(String archive, String name, byte[] content) {
        archives.computeIfAbsent(archive, none -> new LinkedHashMap<>()).put(name, content);
        return this;
    }

    static byte[] classFile(String name, String answer) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(
                Opcodes.V17,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER,
                name.replace('.', '/'),
                null,
                "java/lang/Object",
                new String[] {"java/util/function/Supplier"});
        MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(0, 0);
        MethodVisitor get = writer.visitMethod(Opcodes.ACC_PUBLIC, "get", "()Ljava/lang/Object;", null, null);
        get.visitCode();
        get.visitLdcInsn(answer);
        get.visitInsn(Opcodes.ARETURN);
        get.visitMaxs(0, 0);
        writer.visitEnd();
        return writer.toByteArray();
    }

    File write(Path file) throws IOException {
        return write(file, ZipEntry.STORED);
    }

    /** @param method how the archives are put in, which the agent's jar has stored */
    File write(Path file, int method) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            for (Map.Entry<String, Map<String, byte[]>> archive : archives.entrySet()) {
                byte[] content = ArchiveWriter.pack(archive.getValue());
                ZipEntry entry = new ZipEntry(archive.getKey());
                entry.setMethod(method);
                entry.setSize(content.length);
                CRC32 checksum = new CRC32();
                checksum.update(content);
                entry.setCrc(checksum.getValue());
                out.putNextEntry(entry);
                out.write(content);
            }
        }
        return file.toFile();
    }
}
