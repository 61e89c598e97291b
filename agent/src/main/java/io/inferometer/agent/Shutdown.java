package io.inferometer.agent;

import io.inferometer.agent.config.Options;
import io.inferometer.agent.log.Log;
import java.time.Duration;

/** The JVM's end, when there is someone to tell: cuts the last window and gives exporters {@code shutdown.timeout} for it. */
final class Shutdown implements Runnable {

    private final Core core;

    Shutdown(Core core) {
        this.core = core;
    }

    @Override
    public void run() {
        Duration timeout = core.config().get(Options.SHUTDOWN_TIMEOUT);
        try {
            core.parts().loop().flush();
            int left = core.exporters().close(timeout);
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
