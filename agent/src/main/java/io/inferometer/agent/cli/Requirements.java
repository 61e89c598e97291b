package io.inferometer.agent.cli;

import io.inferometer.agent.config.Config;
import io.inferometer.agent.config.Option;
import io.inferometer.agent.config.Options;
import java.util.ArrayList;
import java.util.List;

/** What one setting demands of another. In a running agent the part concerned finds out; {@code check} asks before. */
final class Requirements {

    private Requirements() {}

    /** One line for each demand that is not met. */
    static List<String> missing(Config config) {
        List<String> lines = new ArrayList<>();
        require(config, "sagemaker-metrics", Options.SAGEMAKER_METRICS_TRIAL_COMPONENT, lines);
        require(config, "sagemaker-edge", Options.SAGEMAKER_EDGE_DEVICE_FLEET_NAME, lines);
        String host = config.get(Options.HTTP_HOST);
        if (config.get(Options.EXPORTERS).contains("http")
                && !isLoopback(host)
                && !config.get(Options.HTTP_ALLOW_REMOTE)) {
            lines.add("http.host=" + host + ": a host beyond loopback needs http.allow-remote=true");
        }
        return lines;
    }

    private static void require(Config config, String exporter, Option<String> option, List<String> lines) {
        if (config.get(Options.EXPORTERS).contains(exporter) && config.get(option) == null) {
            lines.add(option.key() + ": missing; the exporter " + exporter + " requires it");
        }
    }

    /** Decided by the text alone, as a check should not depend on the network. */
    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1") || host.equals("[::1]");
    }
}
