package io.inferometer.agent.spool;

import io.inferometer.exporter.api.Window;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Segments with right checksums that no agent writes, and a process with little memory that takes over what is beside them. */
final class CraftedSegments {

    private static final int MANY = 1 << 20;

    private final Destinations destinations;
    private final SegmentHeader header;
    private final Path run;
    private int segments;

    /** @param run whose directory is made */
    CraftedSegments(SpoolFixture fixture, String run) throws IOException {
        destinations = new Destinations(fixture.options(run));
        header = new SegmentHeader(
                SegmentHeader.VERSION, fixture.service, run, 86_400_000L, destinations.all(), Vocabulary.NONE);
        this.run = Files.createDirectories(fixture.base.resolve(run));
        Files.createFile(this.run.resolve("lock"));
    }

    /** @param args base directory; prints the windows that are there */
    public static void main(String[] args) {
        SpoolFixture fixture = new SpoolFixture(Path.of(args[0]));
        try (Spool spool = fixture.next("next")) {
            for (Window window : SpoolFixture.drain(spool, "cloud")) {
                System.out.println(window.resource().runId() + "#" + window.number());
            }
        }
        fixture.warnings.forEach(System.out::println);
    }

    void tooLong() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(place(SegmentFile.CLOSED).toFile(), "rw")) {
            file.write(header.encode());
            file.setLength(63 << 20);
        }
    }

    void withOrdinals() throws IOException {
        for (long ordinal : new long[] {-1, Integer.MIN_VALUE, PendingWindows.CAPACITY, Long.MAX_VALUE}) {
            ByteWriter index = new ByteWriter();
            index.octet(1);
            index.number(ordinal);
            for (long value : new long[] {1, SegmentFile.emptyBytes(2), 100, 5, 5}) {
                index.number(value);
            }
            index.octet(0);
            int place = SegmentFile.emptyBytes(2);
            write(SegmentFile.CLOSED, Frame.other(Frame.INDEX, index.toBytes(), place), Map.of(), place);
        }
    }

    /** Records that claim lengths that they do not have. */
    void withLengths() throws IOException {
        for (int length : new int[] {-1, Integer.MAX_VALUE, 15 << 20, 1 << 20}) {
            int place = SegmentFile.emptyBytes(2);
            write(SegmentFile.OPEN, Frame.window(0, 3, 5, 5, new byte[100], place), Map.of(5, length), place);
        }
    }

    /** Windows that unpack to more than they are, and become more still when they are read. */
    void thatUnpack() throws IOException {
        window(new byte[63 << 20]);
        MessageWriter metrics = new MessageWriter();
        metrics.message(5, MANY, (section, count) -> {
            for (int i = 0; i < count; i++) {
                section.content(1, metric -> metric.number(0));
            }
        });
        window(metrics.toBytes());
        MessageWriter models = new MessageWriter();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            names.add("m");
        }
        models.message(3, names, (section, all) -> {
            section.texts(2, all, name -> name);
            section.content(
                    16,
                    column -> all.forEach(name -> {
                        column.number(1);
                        column.signed(6);
                        column.signed(0);
                        column.number(MANY);
                        column.number(1);
                        column.number(0);
                        column.number(MANY - 2);
                        column.number(1);
                        column.number(0);
                        column.signed(1);
                        column.signed(1);
                        column.signed(0);
                    }));
        });
        window(models.toBytes());
    }

    private void window(byte[] body) throws IOException {
        int place = SegmentFile.emptyBytes(2);
        byte[] packed = Vocabulary.NONE.pack(body);
        write(SegmentFile.OPEN, Frame.window(0, 3, Windows.START, 5, packed, place), Map.of(), place);
    }

    private Path place(String suffix) {
        segments++;
        return run.resolve("0000000" + segments + suffix);
    }

    private void write(String suffix, byte[] record, Map<Integer, Integer> lengths, int place) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(place + record.length + Integer.BYTES);
        out.put(header.encode()).position(place).put(record);
        if (suffix.equals(SegmentFile.CLOSED)) {
            out.putInt(place);
        }
        lengths.forEach((at, length) -> out.putInt(place + at, length));
        Files.write(place(suffix), out.array());
    }
}
