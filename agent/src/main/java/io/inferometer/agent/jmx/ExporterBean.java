package io.inferometer.agent.jmx;

import io.inferometer.agent.delivery.PushExporters;
import io.inferometer.exporter.api.ExporterStats;

/** One exporter as seen over JMX. */
final class ExporterBean implements ExporterControl {

    private final String name;
    private final PushExporters exporters;

    ExporterBean(String name, PushExporters exporters) {
        this.name = name;
        this.exporters = exporters;
    }

    ExporterStats stats() {
        return exporters.stats().stream()
                .filter(stats -> stats.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public boolean isEnabled() {
        return stats().isEnabled();
    }

    @Override
    public void setEnabled(boolean enabled) {
        exporters.setEnabled(name, enabled);
    }

    @Override
    public String getState() {
        return stats().state();
    }

    @Override
    public long getDelivered() {
        return stats().delivered();
    }

    @Override
    public long getRejected() {
        return stats().rejected();
    }

    @Override
    public long getExpired() {
        return stats().expired();
    }

    @Override
    public long getLastSuccessMillis() {
        return stats().lastSuccessMillis();
    }

    @Override
    public String getLastError() {
        return stats().lastError();
    }
}
