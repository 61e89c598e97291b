package io.inferometer.agent.premain;

/** Looks for a text in a class file's constant pool (JVMS §4.4), the cheap way: no object is made. */
public final class ConstantPool {

    /** Texts that are looked for. No record, whose methods are linked at run time. */
    public static final class Texts {

        private final byte[][] whole;
        private final byte[][] beginnings;

        /**
         * @param whole entries that are exactly these
         * @param beginnings entries that begin with these, of which none is empty
         */
        public Texts(byte[][] whole, byte[][] beginnings) {
            this.whole = whole;
            this.beginnings = beginnings;
        }
    }

    private static final int FIRST_ENTRY = 10;
    private static final int UTF8 = 1;

    private ConstantPool() {}

    /**
     * Which of these texts the entries of type {@code CONSTANT_Utf8} have: a bit for each, those of beginnings after the others.
     *
     * @param texts at most 63
     * @return 0 also for what is no class file
     */
    public static long find(byte[] file, Texts texts) {
        if (file.length < FIRST_ENTRY) {
            return 0;
        }
        long found = 0;
        int entries = unsignedShort(file, 8);
        int at = FIRST_ENTRY;
        for (int i = 1; i < entries; i++) {
            if (at + 3 > file.length) {
                return found;
            }
            int tag = file[at];
            if (tag == UTF8) {
                int length = unsignedShort(file, at + 1);
                found |= look(file, at + 3, length, texts);
                at += 3 + length;
            } else {
                int size = size(tag);
                if (size == 0) {
                    return found;
                }
                at += size;
                // Long and Double take two indices (JVMS §4.4.5).
                i += tag == 5 || tag == 6 ? 1 : 0;
            }
        }
        return found;
    }

    private static long look(byte[] file, int at, int length, Texts texts) {
        long found = 0;
        byte[][] whole = texts.whole;
        for (int i = 0; i < whole.length; i++) {
            if (whole[i].length == length && matches(file, at, whole[i])) {
                found |= 1L << i;
            }
        }
        byte[][] beginnings = texts.beginnings;
        for (int i = 0; i < beginnings.length; i++) {
            if (beginnings[i].length <= length && matches(file, at, beginnings[i])) {
                found |= 1L << (whole.length + i);
            }
        }
        return found;
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
