package io.inferometer.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.inferometer.agent.host.HostSampler;
import io.inferometer.exporter.api.Deployment;
import io.inferometer.exporter.api.ExponentialHistogram.Unit;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.MetricSample;
import io.inferometer.exporter.api.Outcome;
import io.inferometer.exporter.api.RequestLine;
import io.inferometer.exporter.api.Window;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowCodecTest {

    private static Window decode(byte[] bytes) throws DamagedException {
        return WindowCodec.decode(bytes);
    }

    @Test
    void everyWindowComesBackAsItWas() throws DamagedException {
        Random random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            Window window = Windows.any(random).withStep(random.nextInt(3) * 1_000_000_007L);
            assertThat(decode(WindowCodec.encode(window))).isEqualTo(window);
        }
    }

    @Test
    void theHostsFiguresComeBackInTheirOrder() throws DamagedException {
        HostStats host = new HostSampler(line -> {}).sample();
        Window window = Windows.busy(new Random(1), 7, 3, host);
        Window read = decode(WindowCodec.encode(window));
        assertThat(read).isEqualTo(window);
        assertThat(read.host().samples()).containsExactlyElementsOf(host.samples());
    }

    /** The most lines that a window may have, and the way back from what an agent without them wrote. */
    @Test
    void linesOfRequestsTravelWithTheirWindow() throws DamagedException {
        Window without = Windows.busy(new Random(5), 7, 3, HostStats.NONE);
        List<RequestLine> lines = IntStream.range(0, 10_000)
                .mapToObj(i -> new RequestLine(Windows.START + i, "id-" + i, "Inference request succeeded. \u2026"))
                .toList();
        Window with = without.toBuilder().requestLines(lines).build();
        byte[] bytes = WindowCodec.encode(with);
        assertThat(decode(bytes)).isEqualTo(with);
        assertThat(Vocabulary.NONE.pack(bytes).length).isLessThan(100_000);
        byte[] before = WindowCodec.encode(without);
        assertThat(bytes).as("a section of its own, behind all others").startsWith(before);
        assertThat(decode(before).requestLines()).isEmpty();
    }

    @Test
    void whatIsCutOffIsNoWindow() {
        Window window = Windows.busy(new Random(2), 1, 2, HostStats.NONE);
        byte[] bytes = Vocabulary.NONE.pack(WindowCodec.encode(window));
        for (int length = 0; length < bytes.length; length++) {
            int cut = length;
            assertThatExceptionOfType(DamagedException.class)
                    .isThrownBy(() -> Vocabulary.NONE.unpack(new ByteReader(bytes, 0, cut)));
        }
    }

    @Test
    void damageIsNeverAnotherException() {
        Random random = new Random(3);
        byte[] bytes = WindowCodec.encode(Windows.any(random));
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = bytes.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                assertThat(decode(damaged)).isNotNull();
            } catch (DamagedException expected) {
                assertThat(expected).isExactlyInstanceOf(DamagedException.class);
            }
        }
    }

    /** The places of an enum's constants are part of the format: new ones go to the end. */
    @Test
    void constantsKeepTheirPlaces() {
        assertThat(Outcome.values())
                .startsWith(Outcome.SUCCESS, Outcome.CLIENT_ERROR, Outcome.SERVER_ERROR, Outcome.CANCELLED);
        assertThat(Deployment.Kind.values()).startsWith(Deployment.Kind.DEPLOY, Deployment.Kind.UNDEPLOY);
        assertThat(MetricSample.Kind.values()).startsWith(MetricSample.Kind.GAUGE, MetricSample.Kind.COUNTER);
        assertThat(Unit.values()).startsWith(Unit.NANOSECONDS, Unit.ITEMS);
    }
}
