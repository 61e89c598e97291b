package io.inferometer.exporter.aws;

import io.inferometer.exporter.api.Window;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far windows came that were taken in part. Windows of an earlier run may be delivered late, beside those of this one
 * and with the same numbers, so the run is part of the key. Used by one thread.
 */
public final class UnfinishedWindows {

    public static final int MAX_WINDOWS = 256;

    private record Key(String runId, long number) {}

    private final Map<Key, WindowProgress> byWindow = new LinkedHashMap<>();

    /** @param count how many items the window has */
    public WindowProgress of(Window window, int count) {
        WindowProgress begun = byWindow.get(key(window));
        return begun == null ? new WindowProgress(count) : begun;
    }

    /** Remembers the window as long as it must go on where it stopped. */
    public void update(Window window, WindowProgress progress) {
        byWindow.remove(key(window));
        if (progress.isFinished() || !progress.hasBegun()) {
            return;
        }
        if (byWindow.size() == MAX_WINDOWS) {
            byWindow.remove(byWindow.keySet().iterator().next());
        }
        byWindow.put(key(window), progress);
    }

    int size() {
        return byWindow.size();
    }

    private static Key key(Window window) {
        return new Key(window.resource().runId(), window.number());
    }
}
