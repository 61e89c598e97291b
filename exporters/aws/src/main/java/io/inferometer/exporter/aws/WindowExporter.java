package io.inferometer.exporter.aws;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.awsclient.AwsConnection;
import java.util.List;
import java.util.Optional;

/**
 * What all exporters to AWS do with a window, around {@link #send}: what is taken or refused for good is never sent again,
 * however often the window is offered. Used by one thread.
 *
 * @param <T> the items of one window
 */
public abstract class WindowExporter<T extends WindowItems> implements Exporter {

    private final AwsConnection<?> connection;
    private final SentNames names;
    private final UnfinishedWindows unfinished = new UnfinishedWindows();

    /** @param connection closed with this exporter */
    protected WindowExporter(AwsConnection<?> connection, SentNames names) {
        this.connection = connection;
        this.names = names;
    }

    @Override
    public final Delivery export(Window window) {
        begin(window);
        Optional<Delivery> settled = refusal(window).or(connection::missingCredentials);
        if (settled.isPresent()) {
            return settled.get();
        }
        names.explain(models(window));
        T items = items(window);
        WindowProgress progress = unfinished.of(window, items.size());
        try {
            return send(items, progress);
        } finally {
            unfinished.update(window, progress);
            explain(progress);
        }
    }

    @Override
    public final void close() {
        connection.close();
    }

    /** Notes what must not be lost with a window that cannot be sent. */
    protected void begin(Window window) {}

    /** Returns what to answer for a window of which nothing is to be sent; empty if it is to be sent. */
    protected abstract Optional<Delivery> refusal(Window window);

    /** Returns the models that the window names to the service. */
    protected List<ModelStats> models(Window window) {
        return window.models();
    }

    protected abstract T items(Window window);

    /**
     * Sends the items that are not settled.
     *
     * @param progress updated for each item that is sent; remembered until the window is finished
     * @return {@code RetryLater} if items are left
     */
    protected abstract Delivery send(T items, WindowProgress progress);

    /** Logs what is new about refused items, after each attempt. */
    protected void explain(WindowProgress progress) {}
}
