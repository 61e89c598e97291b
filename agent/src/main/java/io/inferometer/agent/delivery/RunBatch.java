package io.inferometer.agent.delivery;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.RunExporter;
import io.inferometer.exporter.api.Window;
import java.util.List;

/**
 * Windows of one run that are uploaded together, or with which it ends.
 *
 * @param windows by number
 * @param isFull whether others follow at once
 * @param isLast whether none will follow
 */
record RunBatch(String run, List<PendingWindow> windows, boolean isFull, boolean isLast) {

    Delivery send(RunExporter exporter) {
        List<Window> all = windows.stream().map(PendingWindow::window).toList();
        return isLast ? exporter.finish(run, all) : exporter.upload(all);
    }

    /** How many are in memory alone. */
    int unkept() {
        return (int) windows.stream().filter(window -> !window.kept()).count();
    }
}
