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

/** How much fits, and how long a long outage takes. */
class SpoolCapacityTest {

    private static final boolean FULL = "full".equals(System.getProperty("proofs"));

    @TempDir
    private Path directory;

    @Test
    void thirteenDaysOfTenModelsFitIntoTheDefaultSpace() {
        HostSampler sampler = new HostSampler(line -> {});
        sampler.sample();
        HostStats host = sampler.sample();
        StringBuilder table = new StringBuilder();
        for (int models : new int[] {0, 1, 10, 100, 1_000}) {
            Random random = new Random(29);
            long bytes = 0;
            int windows = models == 1_000 ? 5 : 50;
            for (int number = 1; number <= windows; number++) {
                bytes += Segment.needed(WindowCodec.encode(Windows.busy(random, number, models, host)));
            }
            double days = (256 << 20) / ((double) bytes / windows) * 10 / 86_400;
            table.append(models)
                    .append(" models: ")
                    .append(bytes / windows)
                    .append(" bytes, ")
                    .append(days)
                    .append(" days\n");
            if (models <= 1) {
                assertThat(days).as(table.toString()).isGreaterThan(13);
            }
        }
        System.out.println(table);
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
