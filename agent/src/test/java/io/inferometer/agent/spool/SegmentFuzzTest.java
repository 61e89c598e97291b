package io.inferometer.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.inferometer.agent.Proofs;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.HostUtilization;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.Window;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments that are changed by chance, with right checksums too: what is wrong is said by an exception, the rest is read. */
class SegmentFuzzTest {

    private static final int CASES = Proofs.size(100_000, 10_000_000);

    /** Memory that reading a record may take: itself, unpacked, and what is read from it. */
    private static final long MOST = 4L * Packing.LARGEST + 2 * ByteReader.MOST;

    @TempDir
    private Path directory;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Destinations destinations = new Destinations(
            new SpoolOptions(Path.of("base"), 1 << 20, Duration.ofDays(1), "search", "next", Map.of("cloud", "a1")));

    private long taken;

    private static Window window(Random random, int number) {
        MetricSample sample = MetricSample.counter("inferometer_host_disk_read_bytes_total", "Bytes read.", number);
        HostStats host = new HostStats(new HostUtilization(1, 2, 3, 4, 5), List.of(sample.with("disk", "a"), sample));
        Window any = Windows.any(random);
        return Window.of(any.resource(), number, Windows.START, Windows.START + number)
                .models(
                        number % 2 == 0
                                ? any.models()
                                : Windows.busy(random, number, 2, host).models())
                .deployments(any.deployments())
                .customMetrics(any.customMetrics())
                .async(any.async())
                .requestLines(any.requestLines())
                .host(host)
                .agent(any.agent())
                .build();
    }

    private MutatedSegment.Original original(boolean isClosed) throws IOException {
        Random random = new Random(37);
        List<Window> windows = new ArrayList<>();
        for (int number = 1; number <= 4; number++) {
            windows.add(window(random, number));
        }
        Vocabulary words = Vocabulary.of(windows.get(0).host().samples());
        SegmentHeader header =
                new SegmentHeader(SegmentHeader.VERSION, "search", "run", 86_400_000L, destinations.all(), words);
        Segment segment = Segment.create(directory.resolve("00000001.open"), header, destinations);
        int[] places = new int[windows.size() + 1];
        for (int i = 0; i < windows.size(); i++) {
            places[i] = (int) segment.file().size();
            segment.append(windows.get(i), words.pack(WindowCodec.encode(windows.get(i))), 1);
        }
        places[windows.size()] = (int) segment.file().size();
        if (isClosed) {
            segment.close();
        }
        segment.file().release();
        byte[] bytes = Files.readAllBytes(segment.file().path());
        Files.delete(segment.file().path());
        return new MutatedSegment.Original(bytes, places, words, windows, isClosed);
    }

    @Test
    void whatIsWholeIsReadAndNothingElseIsThrown() throws IOException {
        List<MutatedSegment.Original> originals = List.of(original(false), original(true));
        for (MutatedSegment.Original each : originals) {
            assertThat(read(path(each), each.bytes())).isEqualTo(each.windows());
        }
        long damaged = 0;
        for (int i = 0; i < CASES; i++) {
            MutatedSegment.Original original = originals.get(i % 2);
            MutatedSegment mutated = new MutatedSegment(original, new Random(i));
            List<Window> read;
            try {
                read = read(path(original), mutated.bytes());
            } catch (IOException | RuntimeException | Error thrown) {
                throw new AssertionError("case " + i, thrown);
            }
            if (!read.containsAll(mutated.whole())) {
                throw new AssertionError("case " + i + " reads " + SpoolFixture.numbers(read) + " instead of "
                        + SpoolFixture.numbers(mutated.whole()));
            }
            damaged += mutated.whole().size() < original.windows().size() ? 1 : 0;
        }
        assertThat(damaged).isGreaterThan(CASES / 2);
        assertThat(taken).as("memory for one record").isLessThan(MOST);
    }

    private Path path(MutatedSegment.Original original) {
        return directory.resolve(original.isClosed() ? "00000002.closed" : "00000003.open");
    }

    /** Reads as a start and an exporter do; a record that is damaged, or all of them, is left out. */
    private List<Window> read(Path path, byte[] bytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(bytes.length);
            file.write(bytes);
        }
        List<Window> windows = new ArrayList<>();
        Segment segment;
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            segment = SegmentReader.read(path, SegmentFile.header(path), destinations, line -> {});
        } catch (DamagedException damaged) {
            return windows;
        }
        note(before);
        segment.file().hold();
        for (int ordinal = 0; ordinal < segment.pending().size(); ordinal++) {
            before = threads.getCurrentThreadAllocatedBytes();
            try {
                if (segment.pending().exporters(ordinal) != 0) {
                    windows.add(segment.read(ordinal));
                }
            } catch (DamagedException damaged) {
                continue;
            } finally {
                note(before);
            }
        }
        segment.file().release();
        return windows;
    }

    private void note(long before) {
        taken = Math.max(taken, threads.getCurrentThreadAllocatedBytes() - before);
    }
}
