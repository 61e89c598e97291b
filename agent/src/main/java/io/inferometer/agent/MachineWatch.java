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
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Has the machine looked at as often as somebody needs, and keeps rows of looks where an exporter wants them. Nobody needs it in a JVM that
 * has no model, no push exporter and no reader: there nothing is looked at. Thread-safe.
 */
final class MachineWatch implements Runnable {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** How long the last look may wait for one that is under way. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final HostLooks looks;

    /** Null where nobody wants rows. */
    private final HostRows rows;

    private final ReentrantLock looking = new ReentrantLock();
    private final boolean always;
    private final BooleanSupplier hasModels;
    private volatile boolean hasLooked;
    private volatile long lastNanos;

    /**
     * @param always whether there are windows, which have figures whether somebody asks or not
     * @param hasModels whether calls are measured: how long they are throttled is a figure of the machine
     * @param latest gets a look for each window, on the thread that looks
     */
    MachineWatch(
            Config config, HostSetup setup, boolean always, BooleanSupplier hasModels, Consumer<HostStats> latest) {
        this.always = always;
        this.hasModels = hasModels;
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

    /** Takes the first look, unless there was one or the start took it: somebody reads its figures next, and more from now on. */
    void ask() {
        if (!hasLooked && !always) {
            look();
        }
    }

    @Override
    public void run() {
        // What grew within a moment says little about use.
        boolean isSoon = hasLooked && System.nanoTime() - lastNanos < period().toNanos() / 2;
        if (!isSoon && (always || hasLooked || hasModels.getAsBoolean())) {
            look();
        }
    }

    private void look() {
        looking.lock();
        try {
            hasLooked = true;
            looks.run();
            lastNanos = System.nanoTime();
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
