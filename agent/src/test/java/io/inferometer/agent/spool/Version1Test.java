package io.inferometer.agent.spool;

import static io.inferometer.agent.spool.SpoolFixture.drain;
import static io.inferometer.agent.spool.SpoolFixture.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.AgentStats;
import io.inferometer.exporter.api.CustomMetric;
import io.inferometer.exporter.api.Deployment;
import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.Window;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent wrote that knew version 1 of the format: windows 1 to 4 of a run that ended, and 5 to 7 of one that was killed. */
class Version1Test {

    @TempDir
    private Path directory;

    private SpoolFixture fixture;

    @BeforeEach
    void unpack() throws IOException {
        fixture = new SpoolFixture(directory.resolve("base"));
        try (InputStream in = Version1Test.class.getResourceAsStream("version-1.zip");
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = fixture.base.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.write(file, zip.readAllBytes());
                }
            }
        }
    }

    @Test
    void itsWindowsAreDelivered() {
        fixture.found = Map.of("cloud", "version 1 did not look");
        try (Spool spool = fixture.next("next")) {
            List<Window> windows = drain(spool, "cloud");
            // The others were acknowledged, or kept for one exporter alone.
            assertThat(numbers(windows)).containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
            assertThat(numbers(drain(spool, "file"))).containsExactly(1L, 2L, 4L, 5L, 7L);
            windows.forEach(Version1Test::check);
            assertThat(spool.keep(Windows.small("next", 8), SpoolFixture.BOTH)).isTrue();
        }
        assertThat(fixture.warnings).isEmpty();
    }

    private static void check(Window window) {
        long n = window.number();
        assertThat(window.resource()).isEqualTo(Windows.resource(n < 5 ? "closed-run" : "killed-run"));
        assertThat(window.endMillis()).isEqualTo(Windows.START + n * 10_000);
        assertThat(window.step()).isEqualTo(212_000_000 + n);
        assertThat(window.agent()).isEqualTo(new AgentStats(n * 100, n * 99, n, 0, 3));
        assertThat(window.customMetrics()).containsExactly(new CustomMetric("loss", n / 8.0, n, Windows.START + 9));
        assertThat(window.host().utilization().cpuPercent()).isEqualTo(150.5);
        assertThat(window.host().utilization().gpuMemoryPercent()).isNaN();
        assertThat(window.host().samples())
                .containsExactly(
                        MetricSample.gauge("inferometer_host_cpus", "CPUs of the host that are online.", 8),
                        MetricSample.counter(
                                        "inferometer_jvm_gc_collections_total",
                                        "Garbage collections, or cycles of a concurrent collector.",
                                        n + 0.5)
                                .with("collector", "G1 Young Generation"));
        ModelId id = new ModelId("onnxruntime", "recommender-\u00e9-1", "v1");
        assertThat(window.deployments())
                .containsExactly(new Deployment(
                        id,
                        Deployment.Kind.UNDEPLOY,
                        n % 2 == 0 ? "no such file" : "",
                        Windows.START,
                        Windows.START + 5));
        assertThat(window.models()).hasSize(3);
        ModelStats model = window.models().get(1);
        assertThat(model.id()).isEqualTo(id);
        assertThat(model.duration(Outcome.SUCCESS).sum()).isEqualTo(1_000 * n + 1);
        assertThat(model.duration(Outcome.SUCCESS).count()).isGreaterThan(20);
        assertThat(model.duration(Outcome.SERVER_ERROR).count()).isEqualTo(n);
        assertThat(model.distribution(Measure.ITEMS).count()).isEqualTo(7);
        assertThat(model.lifecycle().loadDurations().sum()).isEqualTo(30);
        assertThat(model.lifecycle().loaded()).isEqualTo(4);
    }

    @Test
    void damageCostsNoMoreThanWhatItHits() throws IOException {
        Path segment = fixture.base.resolve("closed-run").resolve("00000001.closed");
        byte[] bytes = Files.readAllBytes(segment);
        int third = bytes.length - 600;
        bytes[third] ^= 4;
        bytes[100] ^= 4;
        Files.write(segment, bytes);
        try (Spool spool = fixture.next("next")) {
            assertThat(numbers(drain(spool, "cloud"))).contains(2L, 5L, 6L, 7L).hasSize(5);
        }
        assertThat(fixture.warnings).singleElement().asString().contains("was damaged");
    }

    @Test
    void aClosedSegmentThatWasCutShortIsSaid() throws IOException {
        Path segment = fixture.base.resolve("closed-run").resolve("00000001.closed");
        Files.write(segment, Arrays.copyOf(Files.readAllBytes(segment), 4096 + 2 * 2048));
        try (Spool spool = fixture.next("next")) {
            assertThat(numbers(drain(spool, "cloud"))).containsExactly(5L, 6L, 7L);
        }
        assertThat(fixture.warnings).singleElement().asString().startsWith(segment + " was damaged");
    }

    /** A record with a valid checksum may hold a window that no agent wrote. */
    @Test
    void aWindowThatNobodyWroteIsDamaged() throws IOException {
        Path path = fixture.base.resolve("killed-run").resolve("00000001.open");
        SegmentHeader header = SegmentFile.header(path);
        Segment segment = SegmentReader.read(path, header, new Destinations(fixture.options("next")), line -> {});
        byte[] record = new byte[segment.pending().length(0)];
        segment.file().read(segment.pending().offset(0), record);
        byte[] packed = Frame.head(record, 0, record.length).body(record).rest();
        Random random = new Random(41);
        int damaged = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] changed = packed.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                WindowCodecV1.decode(new ByteReader(changed, 0, changed.length));
            } catch (DamagedException expected) {
                damaged++;
            }
        }
        assertThat(damaged).isGreaterThan(2_000);
    }
}
