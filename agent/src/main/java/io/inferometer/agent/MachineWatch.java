package io.inferometer.agent;

import io.inferometer.agent.config.Config;
import io.inferometer.agent.config.Option;
import io.inferometer.agent.config.Options;
import io.inferometer.agent.exporter.ExporterRow;
import io.inferometer.agent.exporter.ExporterTable;
import io.inferometer.agent.host.HostLooks;
import io.inferometer.agent.host.HostRows;
import io.inferometer.agent.host.HostSetup;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.Window;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Has the machine looked at as often as somebody needs, and keeps rows of looks where an exporter wants them. Thread-safe. */
final class MachineWatch implements Runnable {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** How long the last look may wait for one that is under way. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final HostLooks looks;

    /** Null where nobody wants rows. */
    private final HostRows rows;

    private final ReentrantLock looking = new ReentrantLock();
    private volatile boolean hasLooked;

    /** @param latest gets a look for each window, on the thread that looks */
    MachineWatch(Config config, HostSetup setup, Consumer<HostStats> latest) {
        looks = new HostLooks(setup);
        looks.request(shorter(config.get(Options.INTERVAL), LONGEST), (look, millis) -> latest.accept(look));
        Duration wanted = rowsWanted(config);
        rows = wanted == null ? null : new HostRows(config.get(Options.SENTINEL_COMPATIBLE));
        if (rows != null) {
            looks.requestWithProcesses(wanted, this::addRow);
        }
    }

    /** Returns how often an exporter in use wants a row; null if none does. */
    private static Duration rowsWanted(Config config) {
        Duration shortest = null;
        for (String exporter : ExporterTable.pushing(config.get(Options.EXPORTERS))) {
            ExporterRow row = ExporterTable.row(exporter);
            for (Option<?> option : Options.all()) {
                if (option.key().equals(row.looks()) && config.get(option) instanceof Duration wanted) {
                    shortest = shortest == null ? wanted : shorter(shortest, wanted);
                }
            }
        }
        return shortest;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** A glance has no counters that a row could begin with. */
    private void addRow(HostStats look, long millis) {
        if (hasLooked) {
            rows.add(look, millis);
        }
    }

    Duration period() {
        return looks.period();
    }

    /** Looks at what can be read at once while the application still starts. */
    void glance() {
        looking.lock();
        try {
            looks.glance();
        } finally {
            looking.unlock();
        }
    }

    @Override
    public void run() {
        looking.lock();
        try {
            hasLooked = true;
            looks.run();
        } finally {
            looking.unlock();
        }
    }

    /** Looks once more for the last row, if rows are wanted, unless there was no look to compare with or one is under way that lasts. */
    void lookLast() throws InterruptedException {
        if (rows != null && hasLooked && looking.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                looks.lookForAll();
            } finally {
                looking.unlock();
            }
        }
    }

    /** Returns the window with the rows since the one before it. */
    Window withRows(Window window) {
        return rows == null ? window : rows.in(window);
    }
}
