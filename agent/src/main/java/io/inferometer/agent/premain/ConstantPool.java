package io.inferometer.agent.premain;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Looks for texts in a class file's constant pool (JVMS §4.4), the cheap way: no object is made. Tells a class's supertypes, too. */
public final class ConstantPool {

    /** Texts that are looked for. No record, whose methods are linked at run time. */
    public static final class Texts {

        private final byte[][] whole;
        private final byte[][] beginnings;

        /** A bit for each length that a whole one has, the last for all from {@link #LONG} on. */
        private final long lengths;

        /**
         * @param whole entries that are exactly these
         * @param beginnings entries that begin with these, each a list of parameters and so with a parenthesis at its begin
         */
        public Texts(byte[][] whole, byte[][] beginnings) {
            this.whole = whole;
            this.beginnings = beginnings;
            long every = 0;
            for (byte[] each : whole) {
                every |= 1L << Math.min(each.length, LONG);
            }
            this.lengths = every;
        }
    }

    private static final int FIRST_ENTRY = 10;
    private static final int UTF8 = 1;
    private static final int LONG = 63;
    private static final String[] NONE = {};

    /** What names of classes begin with that no application has. */
    private static final byte[][] JDK = {{'j', 'a', 'v', 'a', '/'}, {'j', 'd', 'k', '/'}, {'s', 'u', 'n', '/'}};

    /** Bytes of an entry with its tag, by tag; 0 for a tag not known. */
    private static final byte[] SIZES = new byte[128];

    static {
        for (int tag : new int[] {7, 8, 16, 19, 20}) {
            SIZES[tag] = 3; // Class, String, MethodType, Module, Package
        }
        SIZES[15] = 4; // MethodHandle
        for (int tag : new int[] {3, 4, 9, 10, 11, 12, 17, 18}) {
            SIZES[tag] = 5; // Integer, Float, references, NameAndType, Dynamic, InvokeDynamic
        }
        SIZES[5] = 9; // Long
        SIZES[6] = 9; // Double
    }

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
        long lengths = texts.lengths;
        boolean hasBeginnings = texts.beginnings.length > 0;
        int entries = unsignedShort(file, 8);
        int at = FIRST_ENTRY;
        // Interpreted for the first hundred classes: hardly a call but for an entry that may be one of the texts.
        for (int i = 1; i < entries; i++) {
            if (at + 3 > file.length) {
                return found;
            }
            int tag = file[at];
            if (tag == UTF8) {
                int length = (file[at + 1] & 0xFF) << 8 | (file[at + 2] & 0xFF);
                at += 3;
                if ((lengths >>> (length < LONG ? length : LONG) & 1) != 0
                        || (hasBeginnings && at < file.length && file[at] == '(')) {
                    found |= look(file, at, length, texts);
                }
                at += length;
            } else {
                int size = tag < 0 ? 0 : SIZES[tag];
                if (size == 0) {
                    return found;
                }
                at += size;
                // Long and Double take two indices (JVMS §4.4.5).
                i += size >>> 3;
            }
        }
        return found;
    }

    /**
     * The class that a class extends and its interfaces, with slashes, less those that only the JDK can have.
     *
     * @return none also for what is no class file
     */
    public static String[] supertypes(byte[] file) {
        try {
            return isClass(file) ? supertypesOf(file) : NONE;
        } catch (IOException | ArrayIndexOutOfBoundsException noClassFile) {
            return NONE;
        }
    }

    private static boolean isClass(byte[] file) {
        return file.length >= FIRST_ENTRY && unsignedShort(file, 0) == 0xCAFE && unsignedShort(file, 2) == 0xBABE;
    }

    private static String[] supertypesOf(byte[] file) throws IOException {
        int[] places = new int[unsignedShort(file, 8)];
        int at = FIRST_ENTRY;
        for (int i = 1; i < places.length; i++) {
            places[i] = at;
            int tag = file[at];
            int size = tag == UTF8 ? 3 + unsignedShort(file, at + 1) : SIZES[tag];
            if (size == 0) {
                return NONE;
            }
            at += size;
            i += tag == UTF8 ? 0 : size >>> 3;
        }
        // Behind the access flags and the class itself.
        int count = 1 + unsignedShort(file, at + 6);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int type = unsignedShort(file, at + (i == 0 ? 4 : 6 + 2 * i));
            // A module has no superclass.
            int name = type == 0 ? 0 : places[unsignedShort(file, places[type] + 1)];
            if (name != 0 && !isOfJdk(file, name + 3)) {
                DataInputStream text =
                        new DataInputStream(new ByteArrayInputStream(file, name + 1, file.length - name - 1));
                names.add(text.readUTF());
            }
        }
        return names.toArray(NONE);
    }

    private static boolean isOfJdk(byte[] file, int at) {
        for (byte[] each : JDK) {
            if (matches(file, at, each)) {
                return true;
            }
        }
        return false;
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
}
