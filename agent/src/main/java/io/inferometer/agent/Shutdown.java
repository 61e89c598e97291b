package io.inferometer.agent;

import io.inferometer.agent.config.Config;
import io.inferometer.agent.config.Options;
import io.inferometer.agent.delivery.Families;
import io.inferometer.agent.log.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The JVM's end, when there is someone to tell: cuts the last window and gives exporters {@code shutdown.timeout} for it. */
final class Shutdown implements Runnable {

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
            starter.join(Math.max(1, timeout.toMillis()));
            if (core.exporters() == null) {
                return;
            }
            core.parts().loop().flush();
            int left = core.exporters().close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            if (left > 0) {
                Log.warn(left + " windows could not be delivered within shutdown.timeout=" + timeout.toMillis()
                        + "ms and are lost");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            Log.warn("the last window was not delivered: " + failure.getMessage());
        }
    }
}
