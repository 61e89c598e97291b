package io.inferometer.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.host.HostSampler;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Window;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a later version of the agent writes: what this one does not know is skipped, or left to the other. */
class LaterVersionTest {

    /** Tags that no message has yet. */
    private static final int FROM = 100;

    private static final int TO = 120;
    private static final long WHOLE = 0;
    private static final long ONE = -1;

    /** Keys of sections that hold messages: deployments, custom metrics, the host's samples, and lines of requests. */
    private static final Set<Long> LISTS = Set.of(9L, 11L, 13L, 19L);

    private static final long MAX_AGE = 13 * 86_400_000L;

    @TempDir
    private Path directory;

    private SpoolFixture fixture;

    @BeforeEach
    void begin() {
        fixture = new SpoolFixture(directory.resolve("base"));
    }

    /** The same message with unknown fields before, between and after its own, and in all messages that it holds. */
    private static byte[] extended(byte[] message, long parent, Random random) throws DamagedException {
        ByteWriter out = new ByteWriter();
        ByteReader in = new ByteReader(message, 0, message.length);
        addUnknown(out, random);
        while (in.remaining() > 0) {
            long key = in.number();
            out.number(key);
            if ((key & 1) == 0) {
                out.number(in.number());
            } else {
                byte[] content = in.part().rest();
                boolean isMessage = parent == WHOLE || (LISTS.contains(parent) && key == 3);
                byte[] written = isMessage ? extended(content, parent == WHOLE ? key : ONE, random) : content;
                out.number(written.length);
                out.raw(written, written.length);
            }
            addUnknown(out, random);
        }
        return out.toBytes();
    }

    private static void addUnknown(ByteWriter out, Random random) {
        int tag = FROM + random.nextInt(TO - FROM);
        if (random.nextBoolean()) {
            out.number(2L * tag);
            out.signed(random.nextLong());
        } else {
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            out.number(2L * tag + 1);
            out.number(noise.length);
            out.raw(noise, noise.length);
        }
    }

    @Test
    void unknownSectionsAndFieldsAreSkipped() throws DamagedException {
        Random random = new Random(31);
        HostStats host = new HostSampler(line -> {}).sample();
        Window busy = Windows.busy(random, 1, 5, host);
        assertThat(WindowCodec.decode(extended(WindowCodec.encode(busy), WHOLE, random)))
                .isEqualTo(busy);
        for (int i = 0; i < 500; i++) {
            Window window = Windows.any(random);
            assertThat(WindowCodec.decode(extended(WindowCodec.encode(window), WHOLE, random)))
                    .isEqualTo(window);
        }
    }

    @Test
    void ofUnknownConstantsOnlyTheThingItselfIsSkipped() throws DamagedException {
        MessageWriter host = new MessageWriter();
        for (int kind : new int[] {0, 7, 1}) {
            host.message(1, kind, (sample, value) -> {
                sample.text(1, "sample-" + value);
                sample.number(3, value);
            });
        }
        host.content(2, values -> List.of(1.0, 2.0, 3.0).forEach(values::real));
        host.content(3, values -> List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0).forEach(values::real));
        HostStats read = HostCodec.read(message(host));
        assertThat(read.samples())
                .containsExactly(MetricSample.gauge("sample-0", "", 1), MetricSample.counter("sample-1", "", 3));
        assertThat(read.utilization().gpuMemoryPercent()).isEqualTo(5);

        MessageWriter deployment = new MessageWriter();
        deployment.text(2, "model");
        deployment.number(4, 9);
        assertThat(DeploymentCodec.read(message(deployment))).isEmpty();

        MessageWriter model = new MessageWriter();
        model.texts(2, List.of("one", "two"), name -> name);
        model.content(16, histogram -> histogram.number(2 * 9));
        model.numbers(4, List.of(5, 6), Integer::longValue);
        assertThat(ModelCodec.read(message(model)))
                .hasSize(2)
                .allMatch(each -> each.latency().isEmpty())
                .extracting(ModelStats::inFlight)
                .containsExactly(5L, 6L);
    }

    private static Message message(MessageWriter written) {
        byte[] bytes = written.toBytes();
        return new Message(new ByteReader(bytes, 0, bytes.length));
    }

    @Test
    void recordsOfAnUnknownTypeAreSkipped() throws IOException {
        Path segment = leave("later");
        byte[] bytes = Files.readAllBytes(segment);
        int index = ByteBuffer.wrap(bytes).getInt(bytes.length - 4);
        byte[] unknown = Frame.other(77, new byte[100], index);
        ByteBuffer more = ByteBuffer.allocate(index + unknown.length);
        more.put(bytes, 0, index).put(unknown);
        Files.write(segment.resolveSibling("00000001.open"), more.array());
        Files.delete(segment);
        try (Spool spool = fixture.next("next")) {
            assertThat(SpoolFixture.drain(spool, "cloud")).hasSize(3);
        }
        assertThat(fixture.warnings).isEmpty();
    }

    private Path leave(String run) {
        return fixture.leave(run, 3).resolve("00000001.closed");
    }

    /** Gives both copies of the header another version. */
    private static byte[] withVersion(byte[] segment, int version, boolean checksum) {
        ByteBuffer bytes = ByteBuffer.wrap(segment.clone());
        for (int copy : new int[] {0, SegmentHeader.COPY}) {
            bytes.putShort(copy + 8, (short) version);
            int length = 14 + bytes.getInt(copy + 10);
            if (checksum) {
                CRC32C sum = new CRC32C();
                sum.update(bytes.array(), copy, length);
                bytes.putInt(copy + length, (int) sum.getValue());
            }
        }
        return bytes.array();
    }

    @Test
    void segmentsOfLaterVersionsAreLeftToThemAndSaidOnce() throws IOException {
        for (int run = 0; run < 30; run++) {
            Path segment = leave("later-" + run);
            Files.write(segment, withVersion(Files.readAllBytes(segment), 3 + run, run % 2 == 0));
            Files.setLastModifiedTime(segment, FileTime.fromMillis(fixture.now - MAX_AGE + 60_000));
        }
        leave("before");
        List<String> before = new ArrayList<>(fixture.files());
        try (Spool spool = fixture.next("next")) {
            assertThat(spool.oldest("cloud")).isPresent();
            SpoolFixture.drain(spool, "cloud");
            SpoolFixture.drain(spool, "file");
        }
        assertThat(fixture.warnings)
                .singleElement()
                .asString()
                .contains("30 segments were written by a later version of the agent", "the first is ", "(version ");
        before.removeIf(file -> file.startsWith("before"));
        assertThat(fixture.files()).isEqualTo(before);
    }

    @Test
    void aLaterVersionsSegmentGoesWhenItIsTooOldByItsOwnWord() throws IOException {
        Path whole = leave("whole");
        Path unsaid = leave("unsaid");
        Files.write(whole, withVersion(Files.readAllBytes(whole), 3, true));
        Files.write(unsaid, withVersion(Files.readAllBytes(unsaid), 3, false));
        for (Path segment : List.of(whole, unsaid)) {
            Files.setLastModifiedTime(segment, FileTime.fromMillis(fixture.now - MAX_AGE - 60_000));
        }
        fixture.next("next").close();
        assertThat(whole).doesNotExist();
        assertThat(unsaid).as("it does not say how long it is to be kept").exists();
    }
}
