package io.inferometer.exporter.api;

import java.time.Duration;
import java.util.List;

/**
 * Tells a backend of each JVM as a run, which begins, sends windows now and then, and ends. Called as other exporters are; a window is
 * settled only when the upload that has it arrived. A JVM that was killed leaves its windows and its note: a later one uploads the rest and
 * ends the run.
 */
public interface RunExporter extends Exporter {

    /** How long windows are gathered before they are uploaded together. */
    Duration uploadInterval();

    /**
     * Returns what this exporter needs of a window: windows that are read from disk come so, many at a time. Its number, its time and
     * its rows stay. Rows alone unless overridden.
     */
    default Window excerpt(Window window) {
        return window.withRowsAlone();
    }

    /** Called once, before all else. */
    void use(RunNotes notes);

    /** Has the backend know the run of this JVM. Called until it does not answer {@link Delivery.RetryLater}. */
    Delivery begin();

    /**
     * Uploads windows of one run, of this JVM or an ended one. Windows that the backend has already are left out by what the note says.
     *
     * @param windows at least one, in their order; the same ones again after {@link Delivery.RetryLater}, as long as this JVM lives
     */
    Delivery upload(List<Window> windows);

    /**
     * Ends a run, of this JVM or an ended one. Called until it does not answer {@link Delivery.RetryLater}; no window of the run comes
     * after that.
     *
     * @param rest its windows that were not uploaded, in their order; perhaps none
     */
    Delivery finish(String runId, List<Window> rest);

    @Override
    default Delivery export(Window window) {
        return upload(List.of(window));
    }
}
