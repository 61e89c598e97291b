package io.inferometer.agent;

import io.inferometer.agent.config.Config;
import io.inferometer.agent.config.Options;
import io.inferometer.agent.delivery.Families;
import io.inferometer.agent.delivery.Leftover;
import io.inferometer.agent.log.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The JVM's end, when there is someone to tell: cuts the last window and gives exporters {@code shutdown.timeout} for it. */
final class Shutdown implements Runnable {

    /** A JVM that ends at once has its only window written to disk first, whatever {@code shutdown.timeout} says. */
    private static final Duration LONGEST_START = Duration.ofSeconds(1);

    private final Core core;
    private final Startup startup;
    private final Thread starter;

    /**
     * Made at the start, when it is not known how soon the end will be.
     *
     * @param starter runs {@code startup}
     */
    Shutdown(Core core, Startup startup, Thread starter) {
        this.core = core;
        this.startup = startup;
        this.starter = starter;
    }

    /** Those who wait for windows. Nothing waits at the end when there are none. */
    static List<String> pushExporters(Config config) {
        List<String> names = new ArrayList<>();
        for (String name : config.get(Options.EXPORTERS)) {
            if (Families.knows(name)) {
                names.add(name);
            }
        }
        return names;
    }

    @Override
    public void run() {
        if (!core.hasMeasured()) {
            return;
        }
        Duration timeout = core.config().get(Options.SHUTDOWN_TIMEOUT);
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            startup.hurry();
            starter.join(Math.max(LONGEST_START.toMillis(), timeout.toMillis()));
            if (core.exporters() == null) {
                return;
            }
            try {
                core.parts().loop().flush();
            } catch (RuntimeException failure) {
                Log.warn("the last window could not be cut: " + failure.getMessage());
            }
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            core.exporters().close(left).forEach(this::say);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(Leftover leftover) {
        String name = "exporter " + leftover.exporter() + ": ";
        if (leftover.kept() > 0) {
            Log.info(name + leftover.kept() + " windows not delivered yet; they wait in "
                    + core.config().get(Options.SPOOL_DIRECTORY) + " for the next start");
        }
        if (leftover.lost() > 0) {
            Log.warn(name + leftover.lost() + " windows could not be delivered within shutdown.timeout="
                    + core.config().get(Options.SHUTDOWN_TIMEOUT).toMillis() + "ms and are lost");
        }
    }
}
