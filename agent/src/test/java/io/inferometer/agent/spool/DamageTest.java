package io.inferometer.agent.spool;

import static io.inferometer.agent.spool.SpoolFixture.BOTH;
import static io.inferometer.agent.spool.SpoolFixture.drain;
import static io.inferometer.agent.spool.SpoolFixture.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the bytes: never an exception, never another window, and every window whose own bytes are whole is there. */
class DamageTest {

    private static final int WINDOWS = 6;

    @TempDir
    private Path directory;

    private Path segment;
    private final List<Window> windows = new ArrayList<>();

    /** Where each window's record begins, and where the last one ends. */
    private int[] places;

    @BeforeEach
    void write() throws IOException {
        Destinations destinations = new Destinations(new SpoolFixture(directory).options("run"));
        SegmentHeader header = new SegmentHeader(
                SegmentHeader.VERSION, "search", "run", 86_400_000L * 13, destinations.all(), Vocabulary.NONE);
        segment = directory.resolve("pattern");
        Segment written = Segment.create(segment, header, destinations);
        for (int number = 1; number <= WINDOWS; number++) {
            Window window = Windows.small("run", number);
            windows.add(window);
            written.append(window, Vocabulary.NONE.pack(WindowCodec.encode(window)), 3);
        }
        places = new int[WINDOWS + 1];
        for (int i = 0; i < WINDOWS; i++) {
            places[i] = written.pending().offset(i);
        }
        places[WINDOWS] = (int) written.file().size();
        written.file().release();
    }

    private byte[] open() throws IOException {
        return Files.readAllBytes(segment);
    }

    private byte[] closed() throws IOException {
        SpoolFixture fixture = new SpoolFixture(directory.resolve("closing"));
        Files.createDirectories(fixture.base.resolve("run"));
        Files.createFile(fixture.base.resolve("run/lock"));
        Files.write(fixture.base.resolve("run/00000001.open"), open());
        fixture.next("closer").close();
        return Files.readAllBytes(fixture.segments().get(0));
    }

    /** Reads a segment of these bytes as a start does, and checks what is promised. */
    private List<Long> read(byte[] bytes, int from, int to, String what) throws IOException {
        Path base = directory.resolve("start");
        SpoolFixture fixture = new SpoolFixture(base);
        Path run = Files.createDirectories(base.resolve("run"));
        Files.write(run.resolve("lock"), new byte[0]);
        Path file = run.resolve("00000001.open");
        Files.write(file, bytes);
        List<Window> read;
        try (Spool spool = fixture.next("next")) {
            read = drain(spool, "cloud");
            assertThat(drain(spool, "file")).as(what).isEqualTo(read);
            assertThat(spool.problem()).as(what).isEmpty();
        }
        Files.deleteIfExists(file);
        assertThat(windows).as(what).containsAll(read);
        assertThat(read).as(what).doesNotHaveDuplicates();
        for (int i = 0; i < WINDOWS; i++) {
            if (to <= places[i] || from >= places[i + 1]) {
                assertThat(read).as(what + ": window %d", i + 1).contains(windows.get(i));
            }
        }
        return numbers(read);
    }

    @Test
    void everythingIsThereWhenNothingIsDamaged() throws IOException {
        assertThat(read(open(), 0, 0, "open")).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(read(closed(), 0, 0, "closed")).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void aByteIsDamagedAnywhere() throws IOException {
        Random random = new Random(17);
        for (byte[] whole : List.of(open(), closed())) {
            for (int at = 0; at < whole.length; at = next(at, random)) {
                byte[] damaged = whole.clone();
                damaged[at] ^= (byte) (1 << random.nextInt(8));
                read(damaged, at, at + 1, "a bit at " + at + " of " + whole.length);
            }
        }
    }

    /** Every byte of headers and records; of the long rows of equal bytes between them some. */
    private int next(int at, Random random) {
        boolean dull = at > 200 && at < places[0] - 20 && (at % SegmentHeader.COPY > 200);
        return dull ? at + 1 + random.nextInt(200) : at + 1;
    }

    @Test
    void theEndIsMissingFromAnywhere() throws IOException {
        Random random = new Random(19);
        for (byte[] whole : List.of(open(), closed())) {
            for (int length = 0; length < whole.length; length = next(length, random)) {
                read(Arrays.copyOf(whole, length), length, whole.length, "cut at " + length + " of " + whole.length);
            }
        }
    }

    @Test
    void aStretchIsOverwritten() throws IOException {
        Random random = new Random(23);
        byte[] whole = open();
        for (int i = 0; i < 500; i++) {
            byte[] damaged = whole.clone();
            int from = places[0] + random.nextInt(whole.length - places[0]);
            int to = Math.min(whole.length, from + 1 + random.nextInt(200));
            byte[] noise = new byte[to - from];
            random.nextBytes(noise);
            System.arraycopy(random.nextBoolean() ? noise : new byte[noise.length], 0, damaged, from, noise.length);
            read(damaged, from, to, "noise from " + from + " to " + to);
        }
    }

    @Test
    void aHalfWrittenRecordBreaksNoneAfterIt() throws IOException {
        byte[] whole = open();
        for (int length = places[2]; length < places[3]; length++) {
            byte[] torn = whole.clone();
            Arrays.fill(torn, length, places[3], (byte) 0);
            assertThat(read(torn, length, places[3], "torn at " + length)).contains(4L, 5L, 6L);
        }
    }

    @Test
    void damageThatIsFoundWhileReadingBackCountsAsExpired() throws IOException {
        SpoolFixture fixture = new SpoolFixture(directory.resolve("living"));
        try (Spool spool = fixture.spool("run")) {
            windows.forEach(window -> spool.keep(window, BOTH));
            byte[] bytes = Files.readAllBytes(fixture.segments().get(0));
            bytes[places[1] + 60]++;
            Files.write(fixture.segments().get(0), bytes);
            assertThat(numbers(drain(spool, "cloud"))).containsExactly(1L, 3L, 4L, 5L, 6L);
            assertThat(numbers(drain(spool, "file"))).containsExactly(1L, 3L, 4L, 5L, 6L);
            assertThat(spool.stats("cloud").expired()).isEqualTo(1);
            assertThat(spool.stats("file").expired()).isEqualTo(1);
            assertThat(fixture.warnings).hasSize(1);
        }
    }

    @Test
    void aStartSaysInOneLineThatASegmentWasDamaged() throws IOException {
        byte[] bytes = open();
        bytes[places[1] + 60]++;
        bytes[places[3] + 60]++;
        assertDamaged(bytes, SegmentFile.OPEN);
        assertDamaged(Arrays.copyOf(closed(), places[3] + 60), SegmentFile.CLOSED);
    }

    private void assertDamaged(byte[] bytes, String suffix) throws IOException {
        assertThat(warnings(bytes, suffix)).singleElement().asString().contains(suffix + " was damaged: ");
    }

    @Test
    void whatWasBeingWrittenAtTheEndOfAProcessIsNoDamage() throws IOException {
        assertThat(warnings(Arrays.copyOf(open(), places[3] + 60), SegmentFile.OPEN))
                .isEmpty();
    }

    /** What a start says of a segment of these bytes. */
    private List<String> warnings(byte[] bytes, String suffix) throws IOException {
        SpoolFixture fixture = new SpoolFixture(directory.resolve("damaged" + suffix));
        Path run = Files.createDirectories(fixture.base.resolve("run"));
        Files.createFile(run.resolve("lock"));
        Files.write(run.resolve("00000001" + suffix), bytes);
        fixture.next("next").close();
        return fixture.warnings;
    }
}
