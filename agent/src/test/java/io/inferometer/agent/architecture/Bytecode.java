package io.inferometer.agent.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** What compiled classes contain that rules on dependencies do not show. */
final class Bytecode {

    private Bytecode() {}

    /** Methods of a class that contain the instruction. */
    static List<String> instructions(Path file, int opcode) throws IOException {
        List<String> found = new ArrayList<>();
        new ClassReader(Files.readAllBytes(file))
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String signature, String[] thrown) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitInsn(int used) {
                                        add(used);
                                    }

                                    @Override
                                    public void visitInvokeDynamicInsn(
                                            String called,
                                            String sign,
                                            net.bytebuddy.jar.asm.Handle by,
                                            Object... with) {
                                        add(Opcodes.INVOKEDYNAMIC);
                                    }

                                    private void add(int used) {
                                        if (used == opcode) {
                                            found.add(file.getFileName() + " " + name);
                                        }
                                    }
                                };
                            }
                        },
                        0);
        return found;
    }

    /** The constants of a class that are text. */
    static Set<String> texts(Path file) throws IOException {
        ClassReader reader = new ClassReader(Files.readAllBytes(file));
        char[] buffer = new char[reader.getMaxStringLength()];
        Set<String> texts = new TreeSet<>();
        int string = 8; // CONSTANT_String (JVMS 4.4.3)
        for (int i = 1; i < reader.getItemCount(); i++) {
            int offset = reader.getItem(i);
            if (offset > 0 && reader.readByte(offset - 1) == string) {
                texts.add(reader.readUTF8(offset, buffer));
            }
        }
        return texts;
    }
}
