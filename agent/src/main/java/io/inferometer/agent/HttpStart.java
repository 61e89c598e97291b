package io.inferometer.agent;

import io.inferometer.agent.config.Config;
import io.inferometer.agent.config.Options;
import io.inferometer.agent.exporter.ExporterTable;
import io.inferometer.agent.http.Listener;
import io.inferometer.agent.jmx.AgentInfo;
import io.inferometer.agent.log.Log;
import java.io.IOException;

/** Opens the listener if an exporter is read over it, and logs the line of a healthy start. */
final class HttpStart {

    /** What JMX shows where there is no listener. */
    static final AgentInfo NO_PAGE = new AgentInfo(Version.TEXT, "", 0);

    private HttpStart() {}

    /** A listener that cannot be opened is a warning. */
    static AgentInfo listen(Core core) {
        Config config = core.config();
        String line = "inferometer " + Version.TEXT + " measures "
                + core.parts().resource().serviceName();
        if (!ExporterTable.anyPulled(config.get(Options.EXPORTERS))) {
            Log.info(line);
            return NO_PAGE;
        }
        try {
            Listener listener = Listener.start(
                    config.get(Options.HTTP_HOST),
                    config.get(Options.HTTP_PORT),
                    config.get(Options.HTTP_ALLOW_REMOTE),
                    new LoopSnapshots(core.parts().loop()),
                    Log::warn,
                    core.errors());
            if (listener.portUnavailable() != 0) {
                Log.warn("http.port=" + listener.portUnavailable()
                        + " cannot be opened, most likely because another program"
                        + " uses it: dashboard and /metrics are at " + listener.address()
                        + "; free the port, or set http.port and every scraper to another one");
            }
            Log.info(line + "; dashboard " + listener.address());
            return new AgentInfo(Version.TEXT, listener.address().toString(), listener.portUnavailable());
        } catch (IOException | RuntimeException unusable) {
            Log.warn("no dashboard and no /metrics: " + unusable.getMessage());
            return NO_PAGE;
        }
    }
}
