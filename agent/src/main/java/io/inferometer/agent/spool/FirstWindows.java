package io.inferometer.agent.spool;

import io.inferometer.exporter.api.Window;
import java.util.List;

/**
 * The first windows of a run that an exporter has to acknowledge.
 *
 * @param windows by number, with what was asked for of them
 * @param more whether there are others behind them
 */
public record FirstWindows(List<Window> windows, boolean more) {

    /** How many windows at most. */
    public static final int MOST = 600;

    /** How many rows, unless the last window has more: some three megabytes of text. */
    public static final int MOST_ROWS = 20_000;

    /** How many rows a model counts for, by the memory that both take. */
    public static final int ROWS_PER_MODEL = 4;

    /** There are none. */
    public static final FirstWindows NONE = new FirstWindows(List.of(), false);

    public FirstWindows {
        windows = List.copyOf(windows);
    }
}
