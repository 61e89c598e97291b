package io.inferometer.agent.http;

import io.inferometer.agent.thread.ThreadErrors;
import io.inferometer.exporter.api.AgentStats;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.Resource;
import io.inferometer.exporter.api.Snapshot;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** Serves the dashboard of a fake service, to look at it. Arguments: port, and {@code empty} for one without a model. */
final class DashboardPreview {

    private DashboardPreview() {}

    public static void main(String[] args) throws Exception {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 9646;
        long start = System.currentTimeMillis();
        if (args.length > 1) {
            Listener.start(
                    "127.0.0.1",
                    port,
                    false,
                    new FixedSnapshots(() -> nothing(start)),
                    System.err::println,
                    new ThreadErrors());
            Thread.sleep(Long.MAX_VALUE);
        }
        int warmUp = 90;
        FakeService service = new FakeService(UUID.randomUUID().toString(), start - warmUp * 1000L);
        for (int i = 0; i < warmUp; i++) {
            service.tick();
        }
        AtomicReference<Snapshot> latest = new AtomicReference<>(service.snapshot());
        Listener listener = Listener.start(
                "127.0.0.1", port, false, new FixedSnapshots(latest::get), System.err::println, new ThreadErrors());
        System.err.println(listener.address());
        while (true) {
            Thread.sleep(1000);
            service.tick();
            latest.set(service.snapshot());
        }
    }

    private static Snapshot nothing(long start) {
        return new Snapshot(
                new Resource("checkout", "checkout", "AllTraffic", "laptop", 1, "run", "0.1.0", start),
                System.currentTimeMillis(),
                List.of(),
                List.of(),
                HostStats.NONE,
                new AgentStats(0, 0, 0, 0, 0),
                List.of());
    }
}
