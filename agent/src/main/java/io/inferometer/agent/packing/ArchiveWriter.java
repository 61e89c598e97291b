package io.inferometer.agent.packing;

import io.inferometer.agent.premain.Archive;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes an {@link Archive}, whose form is described there. */
public final class ArchiveWriter {

    /** What is read at once when an agent is created lies together, in the order of the index. */
    private static final String READ_AT_ONCE = "io/inferometer/";

    private final List<Map.Entry<String, byte[]>> files;
    private final byte[] dictionary;

    private ArchiveWriter(Map<String, byte[]> files) {
        this.files = new ArrayList<>(files.entrySet());
        this.files.sort(Comparator.comparing(
                        (Map.Entry<String, byte[]> file) -> file.getKey().hashCode())
                .thenComparing(Map.Entry::getKey));
        this.dictionary = new Dictionary(files.values()).bytes();
    }

    /** The archive of these files, by name. */
    public static byte[] pack(Map<String, byte[]> files) {
        try {
            return new ArchiveWriter(files).pack();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] pack() throws IOException {
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        ByteArrayOutputStream others = new ByteArrayOutputStream();
        ByteArrayOutputStream index = new ByteArrayOutputStream();
        DataOutputStream records = new DataOutputStream(index);
        records.writeInt(files.size());
        records.writeInt(dictionary.length);
        int placeOfOthers = 0;
        List<byte[]> deflated = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files) {
            byte[] content = deflate(file.getValue(), dictionary);
            deflated.add(content);
            placeOfOthers += file.getKey().startsWith(READ_AT_ONCE) ? content.length : 0;
        }
        for (int i = 0; i < files.size(); i++) {
            Map.Entry<String, byte[]> file = files.get(i);
            boolean isFirst = file.getKey().startsWith(READ_AT_ONCE);
            names.write(file.getKey().getBytes(StandardCharsets.UTF_8));
            records.writeInt(file.getKey().hashCode());
            records.writeInt(names.size());
            records.writeInt(isFirst ? first.size() : placeOfOthers + others.size());
            records.writeInt(deflated.get(i).length);
            records.writeInt(file.getValue().length);
            records.writeInt(crc(file.getValue()));
            (isFirst ? first : others).write(deflated.get(i));
        }
        index.write(dictionary);
        names.writeTo(index);
        byte[] deflatedIndex = deflate(index.toByteArray(), new byte[0]);
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        DataOutputStream head = new DataOutputStream(archive);
        head.writeInt(Archive.MAGIC);
        head.writeInt(deflatedIndex.length);
        head.writeInt(index.size());
        head.writeInt(crc(index.toByteArray()));
        head.write(deflatedIndex);
        first.writeTo(archive);
        others.writeTo(archive);
        return archive.toByteArray();
    }

    private static byte[] deflate(byte[] content, byte[] dictionary) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setDictionary(dictionary);
            deflater.setInput(content);
            deflater.finish();
            ByteArrayOutputStream deflated = new ByteArrayOutputStream();
            byte[] part = new byte[8192];
            while (!deflater.finished()) {
                deflated.write(part, 0, deflater.deflate(part));
            }
            return deflated.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static int crc(byte[] content) {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        return (int) checksum.getValue();
    }
}
