package io.inferometer.agent.host;

import io.inferometer.agent.log.Log;
import io.inferometer.exporter.api.HostFigure;
import io.inferometer.exporter.api.HostRow;
import io.inferometer.exporter.api.HostStats;
import io.inferometer.exporter.api.Window;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The rows since the last window, one for each look but the first. Looks are added by one thread at a time; thread-safe otherwise. */
public final class HostRows {

    /** Beyond that the oldest are dropped: almost three hours of one a second, should nobody cut windows. */
    private static final int MOST = 10_000;

    private final RowFigures figures = new RowFigures(pid());
    private final List<HostRow> rows = new ArrayList<>();
    private final Supplier<Map<HostFigure, Double>> disks;

    private List<HostRow> handedOver = List.of();
    private long window;
    private long latestMillis;
    private boolean hasDropped;

    /** @param isCompatible whether disks are told as Sentinel's published clients tell them */
    public HostRows(boolean isCompatible) {
        this(isCompatible ? new PublishedDisks(new File("/"))::next : Map::of);
    }

    /** @param disks figures that stand in place of a look's own; they may take long */
    HostRows(Supplier<Map<HostFigure, Double>> disks) {
        this.disks = disks;
    }

    /** Adds a look. */
    public void add(HostStats look, long nowMillis) {
        // A file system may not answer: windows are cut meanwhile.
        Map<HostFigure, Double> inPlace = disks.get();
        add(look, nowMillis, inPlace);
    }

    private synchronized void add(HostStats look, long nowMillis, Map<HostFigure, Double> inPlace) {
        figures.next(look, nowMillis).ifPresent(row -> {
            row.putAll(inPlace);
            // No two rows of a run have the same time, not even where the clock was set back.
            latestMillis = Math.max(latestMillis + 1, nowMillis);
            rows.add(new HostRow(latestMillis, row));
            if (rows.size() > MOST) {
                rows.remove(0);
                tellOfDropped();
            }
        });
    }

    /** Returns the window with the rows that were added since the one before it; the same again for the same window. */
    public synchronized Window in(Window cut) {
        if (cut.number() != window) {
            handedOver = List.copyOf(rows);
            window = cut.number();
            rows.clear();
        }
        return cut.toBuilder().hostRows(handedOver).build();
    }

    private void tellOfDropped() {
        if (!hasDropped) {
            hasDropped = true;
            Log.warn("no window took the latest " + MOST + " looks at the machine: the oldest are dropped");
        }
    }

    /** Not {@code ProcessHandle}, whose class makes a thread pool. */
    private static double pid() {
        File stat = new File("/proc/self/stat");
        try {
            return ProcFile.number(stat);
        } catch (IOException hidden) {
            Log.debug("the number of this process is not known", hidden);
            return Double.NaN;
        }
    }
}
