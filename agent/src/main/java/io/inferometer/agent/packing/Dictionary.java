package io.inferometer.agent.packing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The texts that many class files have in their constant pools, as they are written there (JVMS §4.4.7): names of types and methods,
 * which are half of a small class. What saves most comes last, where deflate reaches it longest.
 */
final class Dictionary {

    /** What deflate looks back (RFC 1951), less its longest match and a byte. */
    private static final int LARGEST = 32_768 - 262;

    private static final int CLASS_FILE = 0xCAFEBABE;

    private final Map<String, Integer> counts = new HashMap<>();

    Dictionary(Collection<byte[]> files) {
        for (byte[] file : files) {
            ByteBuffer content = ByteBuffer.wrap(file);
            if (file.length > 10 && content.getInt() == CLASS_FILE) {
                for (String text : texts(content.position(8))) {
                    counts.merge(text, 1, Integer::sum);
                }
            }
        }
    }

    private static Set<String> texts(ByteBuffer content) {
        Set<String> texts = new HashSet<>();
        int entries = content.getShort() & 0xFFFF;
        for (int i = 1; i < entries; i++) {
            int tag = content.get();
            if (tag == 1) {
                byte[] text = new byte[content.getShort() & 0xFFFF];
                content.get(text);
                texts.add(new String(text, StandardCharsets.ISO_8859_1));
            } else {
                int size = size(tag);
                content.position(content.position() + size);
                // Long and Double take two indices (JVMS §4.4.5).
                i += size == 8 ? 1 : 0;
            }
        }
        return texts;
    }

    private static int size(int tag) {
        return switch (tag) {
            case 7, 8, 16, 19, 20 -> 2; // Class, String, MethodType, Module, Package
            case 15 -> 3; // MethodHandle
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4; // Integer, Float, references, NameAndType, Dynamic, InvokeDynamic
            case 5, 6 -> 8; // Long, Double
            default -> throw new IllegalArgumentException("no class file: tag " + tag);
        };
    }

    byte[] bytes() {
        List<String> chosen = new ArrayList<>();
        int size = 0;
        for (String text : byWorth()) {
            if (size + 3 + text.length() <= LARGEST) {
                chosen.add(text);
                size += 3 + text.length();
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = chosen.size() - 1; i >= 0; i--) {
            String text = chosen.get(i);
            bytes.write(1);
            bytes.write(text.length() >>> 8);
            bytes.write(text.length());
            bytes.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return bytes.toByteArray();
    }

    /** Those of more than one file, what is repeated most first. */
    private List<String> byWorth() {
        List<String> texts = new ArrayList<>();
        for (Map.Entry<String, Integer> text : counts.entrySet()) {
            if (text.getValue() > 1) {
                texts.add(text.getKey());
            }
        }
        texts.sort(Comparator.comparing((String text) -> -(counts.get(text) - 1) * text.length())
                .thenComparing(Comparator.naturalOrder()));
        return texts;
    }
}
