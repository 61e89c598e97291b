package io.inferometer.agent.premain;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Looks for texts in a class file's constant pool (JVMS §4.4), the cheap way: no object is made. Tells a class's supertypes, too. */
public final class ConstantPool {

    /** Texts that are looked for. No record, whose methods are linked at run time. */
    public static final class Texts {

        private final byte[][] whole;
        private final byte[][] parameters;

        /** A bit for each length of a whole text, modulo 64, as shifts of a {@code long} take it. */
        private final long lengths;

        /**
         * For each such length, a bit for each last byte, modulo 64. With many libraries there is a text of nearly every length, of
         * which few end as an entry does.
         */
        private final long[] ends = new long[Long.SIZE];

        /** Bits of the names. */
        private final long names;

        /**
         * @param whole entries that are exactly these
         * @param names of methods, entries that are exactly these
         * @param parameters of each of these methods, entries that begin with these: descriptors up to the closing parenthesis
         */
        public Texts(byte[][] whole, byte[][] names, byte[][] parameters) {
            byte[][] all = new byte[whole.length + names.length][];
            long every = 0;
            long named = 0;
            for (int i = 0; i < all.length; i++) {
                boolean isName = i >= whole.length;
                all[i] = isName ? names[i - whole.length] : whole[i];
                int length = all[i].length;
                every |= 1L << length;
                // Before an empty entry is its length.
                ends[length & (Long.SIZE - 1)] |= 1L << (length == 0 ? 0 : all[i][length - 1]);
                named |= isName ? 1L << i : 0;
            }
            this.whole = all;
            this.parameters = parameters;
            this.lengths = every;
            this.names = named;
        }
    }

    private static final int FIRST_ENTRY = 10;
    private static final int UTF8 = 1;
    private static final long EVERY_LENGTH = -1;
    private static final long[] EVERY_END = new long[Long.SIZE];
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
        Arrays.fill(EVERY_END, -1);
    }

    private ConstantPool() {}

    /**
     * Which of these texts the entries of type {@code CONSTANT_Utf8} have: a bit for each, those of methods after the others.
     *
     * @param texts at most 63; a method is found where its name and its parameters are
     * @return 0 also for what is no class file
     */
    public static long find(byte[] file, Texts texts) {
        long found = find(file, texts.whole, texts.lengths, texts.ends, true);
        long names = found & texts.names;
        if (names == 0) {
            return found;
        }
        // Few classes have a method of such a name, so that the others are read once.
        long parameters = find(file, texts.parameters, EVERY_LENGTH, EVERY_END, false);
        return (found ^ names) | (names & (parameters << (texts.whole.length - texts.parameters.length)));
    }

    private static long find(byte[] file, byte[][] texts, long lengths, long[] ends, boolean whole) {
        if (file.length < FIRST_ENTRY) {
            return 0;
        }
        long found = 0;
        byte[] sizes = SIZES;
        int entries = unsignedShort(file, 8);
        int at = FIRST_ENTRY;
        try {
            // Interpreted for the first hundred classes: no call but for an entry that may be one of the texts.
            for (int i = 1; i < entries; i++) {
                int tag = file[at];
                if (tag == UTF8) {
                    int length = (file[at + 1] & 0xFF) << 8 | (file[at + 2] & 0xFF);
                    at += 3;
                    if ((lengths >>> length & 1) != 0
                            && (ends[length & (Long.SIZE - 1)] >>> file[at + length - 1] & 1) != 0) {
                        found |= look(file, at, length, texts, whole);
                    }
                    at += length;
                } else {
                    int size = sizes[tag];
                    if (size == 0) {
                        return found;
                    }
                    at += size;
                    // Long and Double take two indices (JVMS §4.4.5).
                    i += size >>> 3;
                }
            }
        } catch (ArrayIndexOutOfBoundsException spoilt) {
            return found;
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

    private static long look(byte[] file, int at, int length, byte[][] texts, boolean whole) {
        long found = 0;
        for (int i = 0; i < texts.length; i++) {
            int wanted = texts[i].length;
            if ((whole ? wanted == length : wanted <= length) && matches(file, at, texts[i])) {
                found |= 1L << i;
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
