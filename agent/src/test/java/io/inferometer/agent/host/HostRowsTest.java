package io.inferometer.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.HostFigure;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.HostUtilization;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.fixture.Given;
import io.inferometer.exporter.metric.SampleMetric;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HostRowsTest {

    private static final HostStats LOOK =
            new HostStats(HostUtilization.UNKNOWN, List.of(SampleMetric.HOST_PROCESSES.sample(1)));

    private static Window window(long number) {
        return Given.window(Given.resource("run"), number, 10_000).build();
    }

    @Test
    void aFileSystemThatDoesNotAnswerKeepsNoWindowWaiting() throws Exception {
        CountDownLatch asked = new CountDownLatch(2);
        CountDownLatch answer = new CountDownLatch(1);
        HostRows rows = new HostRows(() -> {
            asked.countDown();
            if (asked.getCount() == 0) {
                await(answer);
            }
            return Map.of(HostFigure.SYSTEM_DISK_READ_BYTES, 7.0);
        });
        rows.add(LOOK, 1_000);
        FutureTask<Void> looking = new FutureTask<>(() -> rows.add(LOOK, 2_000), null);
        new Thread(looking).start();
        asked.await();

        FutureTask<Window> cutting = new FutureTask<>(() -> rows.in(window(1)));
        new Thread(cutting).start();
        assertThat(cutting.get(10, TimeUnit.SECONDS).hostRows()).isEmpty();

        answer.countDown();
        looking.get(10, TimeUnit.SECONDS);
        assertThat(rows.in(window(2)).hostRows())
                .singleElement()
                .satisfies(row ->
                        assertThat(row.value(HostFigure.SYSTEM_DISK_READ_BYTES)).isEqualTo(7));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
