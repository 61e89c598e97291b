package io.inferometer.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.inferometer.agent.host.HostSampler;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.Window;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowCodecTest {

    private static Window decode(byte[] bytes) throws DamagedException {
        return WindowCodec.decode(bytes, 0, bytes.length);
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
    void aWindowWrittenBeforeThereWereStepsHasNone() throws DamagedException {
        Window window = Windows.any(new Random(5));
        byte[] bytes = WindowCodec.encode(window);
        byte[] body = Packing.unpack(WindowCodec.VERSION, bytes, 0, bytes.length);
        byte[] before = Packing.pack(WindowCodec.VERSION, Arrays.copyOf(body, body.length - 1));
        assertThat(decode(before)).isEqualTo(window);
    }

    @Test
    void theHostsFiguresComeBackInTheirOrder() throws DamagedException {
        HostStats host = new HostSampler(line -> {}).sample();
        Window window = Windows.busy(new Random(1), 7, 3, host);
        Window read = decode(WindowCodec.encode(window));
        assertThat(read).isEqualTo(window);
        assertThat(read.host().samples()).containsExactlyElementsOf(host.samples());
    }

    @Test
    void whatIsCutOffIsNoWindow() {
        byte[] bytes = WindowCodec.encode(Windows.busy(new Random(2), 1, 2, HostStats.NONE));
        for (int length = 0; length < bytes.length; length++) {
            int cut = length;
            assertThatExceptionOfType(DamagedException.class).isThrownBy(() -> WindowCodec.decode(bytes, 0, cut));
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

    @Test
    void anotherVersionIsNotGuessedAt() {
        byte[] bytes = WindowCodec.encode(Windows.small("run", 1));
        bytes[0]++;
        assertThatExceptionOfType(DamagedException.class)
                .isThrownBy(() -> decode(bytes))
                .withMessage("version 2");
    }
}
