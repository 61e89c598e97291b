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
        ByteArrayOutputStream contents = new ByteArrayOutputStream();
        ByteArrayOutputStream index = new ByteArrayOutputStream();
        DataOutputStream records = new DataOutputStream(index);
        records.writeInt(files.size());
        records.writeInt(dictionary.length);
        for (Map.Entry<String, byte[]> file : files) {
            names.write(file.getKey().getBytes(StandardCharsets.UTF_8));
            byte[] deflated = deflate(file.getValue(), dictionary);
            records.writeInt(file.getKey().hashCode());
            records.writeInt(names.size());
            records.writeInt(contents.size());
            records.writeInt(deflated.length);
            records.writeInt(file.getValue().length);
            records.writeInt(crc(file.getValue()));
            contents.write(deflated);
        }
        index.write(dictionary);
        names.writeTo(index);
        byte[] deflated = deflate(index.toByteArray(), new byte[0]);
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        DataOutputStream head = new DataOutputStream(archive);
        head.writeInt(Archive.MAGIC);
        head.writeInt(deflated.length);
        head.writeInt(index.size());
        head.writeInt(crc(index.toByteArray()));
        head.write(deflated);
        contents.writeTo(archive);
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
