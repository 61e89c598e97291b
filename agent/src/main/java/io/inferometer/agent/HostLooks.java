package io.inferometer.agent;

import io.inferometer.agent.config.Config;
import io.inferometer.agent.config.Option;
import io.inferometer.agent.config.Options;
import io.inferometer.agent.exporter.ExporterRow;
import io.inferometer.agent.exporter.ExporterTable;
import io.inferometer.agent.host.HostRows;
import io.inferometer.agent.host.HostSampler;
import io.inferometer.agent.log.Log;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.Window;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Looks at the machine as often as somebody needs, and keeps the latest look, and a row of each where an exporter wants them. Thread-safe. */
final class HostLooks implements Runnable {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** How long the last look may wait for one that is under way. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final HostSampler sampler = new HostSampler(Log::info);
    private final Duration period;

    /** Null where nobody wants rows. */
    private final HostRows rows;

    private final ReentrantLock looking = new ReentrantLock();
    private volatile HostStats latest = HostStats.NONE;

    HostLooks(Config config) {
        Duration shortest = shorter(config.get(Options.INTERVAL), LONGEST);
        boolean areWanted = false;
        for (String exporter : ExporterTable.pushing(config.get(Options.EXPORTERS))) {
            ExporterRow row = ExporterTable.row(exporter);
            for (Option<?> option : Options.all()) {
                if (option.key().equals(row.looks()) && config.get(option) instanceof Duration wanted) {
                    shortest = shorter(shortest, wanted);
                    areWanted = true;
                }
            }
        }
        period = shortest;
        rows = areWanted ? new HostRows() : null;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    Duration period() {
        return period;
    }

    HostStats latest() {
        return latest;
    }

    @Override
    public void run() {
        looking.lock();
        try {
            look();
        } finally {
            looking.unlock();
        }
    }

    /** Looks once more for the last row, if rows are wanted, unless there was no look to compare with or one is under way that lasts. */
    void lookLast() throws InterruptedException {
        boolean hasLooked = !latest.samples().isEmpty();
        if (rows != null && hasLooked && looking.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                look();
            } finally {
                looking.unlock();
            }
        }
    }

    private void look() {
        latest = sampler.sample();
        if (rows != null) {
            rows.add(latest, System.currentTimeMillis());
        }
    }

    /** Returns the window with the rows since the one before it. */
    Window withRows(Window window) {
        return rows == null ? window : rows.in(window);
    }
}
