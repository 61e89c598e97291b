package io.inferometer.exporter.aws.sagemakeredge;

import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.aws.WindowItems;
import java.util.List;

/** @param models all that are served, whether anything happened to them in the window or not */
record HeartbeatItems(Window window, List<ModelStats> models) implements WindowItems {

    @Override
    public int size() {
        return models.size();
    }
}
