package io.inferometer.agent.weave;

/** Looks for a text in a class file's constant pool (JVMS §4.4), the cheap way: no object is made. */
final class ConstantPool {

    private static final int FIRST_ENTRY = 10;
    private static final int UTF8 = 1;

    private ConstantPool() {}

    /**
     * Whether an entry of type {@code CONSTANT_Utf8} has exactly these bytes.
     *
     * @return false also for what is no class file
     */
    static boolean contains(byte[] file, byte[] text) {
        if (file.length < FIRST_ENTRY) {
            return false;
        }
        int entries = unsignedShort(file, 8);
        int at = FIRST_ENTRY;
        for (int i = 1; i < entries; i++) {
            if (at + 3 > file.length) {
                return false;
            }
            int tag = file[at];
            if (tag == UTF8) {
                int length = unsignedShort(file, at + 1);
                if (length == text.length && matches(file, at + 3, text)) {
                    return true;
                }
                at += 3 + length;
            } else {
                int size = size(tag);
                if (size == 0) {
                    return false;
                }
                at += size;
                // Long and Double take two indices (JVMS §4.4.5).
                i += tag == 5 || tag == 6 ? 1 : 0;
            }
        }
        return false;
    }

    private static boolean matches(byte[] file, int at, byte[] text) {
        if (at + text.length > file.length) {
            return false;
        }
        // From the end: descriptors differ there sooner.
        for (int i = text.length - 1; i >= 0; i--) {
            if (file[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    private static int unsignedShort(byte[] file, int at) {
        return (file[at] & 0xFF) << 8 | (file[at + 1] & 0xFF);
    }

    /** Bytes of an entry with its tag; 0 for a tag not known. */
    private static int size(int tag) {
        return switch (tag) {
            case 7, 8, 16, 19, 20 -> 3; // Class, String, MethodType, Module, Package
            case 15 -> 4; // MethodHandle
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 5; // Integer, Float, references, NameAndType, Dynamic, InvokeDynamic
            case 5, 6 -> 9; // Long, Double
            default -> 0;
        };
    }
}
