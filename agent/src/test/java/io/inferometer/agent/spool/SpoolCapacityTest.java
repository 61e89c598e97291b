package io.inferometer.agent.spool;

import static io.inferometer.agent.spool.SpoolFixture.CLOUD;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.host.HostSampler;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.Window;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much fits, and how long a long outage takes. */
class SpoolCapacityTest {

    private static final boolean FULL = "full".equals(System.getProperty("proofs"));

    @TempDir
    private Path directory;

    /** The figures that {@code docs/decisions.md} names. */
    @ParameterizedTest
    @CsvSource({"0, 600", "1, 900", "10, 2900", "100, 23000", "1000, 210000"})
    void aWindowTakesNoMoreThanIsSaid(int models, int bytes) {
        HostSampler sampler = new HostSampler(line -> {});
        sampler.sample();
        HostStats host = sampler.sample();
        Vocabulary words = Vocabulary.of(host.samples());
        Random random = new Random(29);
        int windows = 5;
        long total = 0;
        for (int number = 1; number <= windows; number++) {
            total += Segment.needed(words.pack(WindowCodec.encode(Windows.busy(random, number, models, host))));
        }
        assertThat(total / windows).isLessThan(bytes);
    }

    @Test
    void anOutageOfThirteenDays() {
        int windows = FULL ? 112_320 : 20_000;
        SpoolFixture fixture = new SpoolFixture(directory.resolve("base"));
        try (Spool spool = fixture.spool("run")) {
            for (long number = 1; number <= windows; number++) {
                assertThat(spool.keep(Windows.small("run", number), CLOUD)).isTrue();
            }
        }
        try (Spool spool = fixture.next("next")) {
            assertThat(spool.stats("cloud").windows()).isEqualTo(windows);
            long number = 0;
            for (Optional<Window> each = spool.oldest("cloud"); each.isPresent(); each = spool.oldest("cloud")) {
                assertThat(each.get().number()).isEqualTo(++number);
                spool.acknowledge("cloud", each.get());
            }
            assertThat(number).isEqualTo(windows);
        }
        assertThat(fixture.base).isEmptyDirectory();
    }
}
