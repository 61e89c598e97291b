package io.inferometer.exporter.statsd;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.fixture.Given;
import io.inferometer.exporter.fixture.GivenSettings;
import io.inferometer.receiver.statsd.ReceivedStatsd;
import io.inferometer.receiver.statsd.StatsdBooks;
import io.inferometer.receiver.statsd.StatsdListener;
import io.inferometer.receiver.statsd.StatsdSeries;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A receiver on loopback that can go away and come back. Used by one thread. */
final class Statsd implements AutoCloseable {

    static final String COUNT = "inferometer.inference_duration_seconds.exact_count";
    static final String SUM = "inferometer.inference_duration_seconds.exact_sum";
    static final String DISTRIBUTION = "inferometer.inference_duration_seconds";

    private final StatsdBooks books = new StatsdBooks();
    private final int port;
    private StatsdListener listener;

    Statsd() throws IOException {
        listener = StatsdListener.start(0, books);
        port = listener.port();
    }

    InetSocketAddress address() {
        return InetSocketAddress.createUnresolved("127.0.0.1", port);
    }

    /** An exporter of the run {@code run}. */
    Exporter exporter() {
        return new StatsdProvider()
                .create(new GivenSettings(Given.resource("run")).with(StatsdProvider.ADDRESS, address()));
    }

    void goAway() {
        listener.close();
    }

    void comeBack() throws IOException {
        listener = StatsdListener.start(port, books);
    }

    /** Waits for so many datagrams; no more than these have come. */
    ReceivedStatsd awaitDatagrams(long count) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (books.snapshot().datagrams() < count && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(books.snapshot().datagrams()).isEqualTo(count);
        return books.snapshot();
    }

    /** Waits until nothing more comes. */
    ReceivedStatsd settled() {
        ReceivedStatsd before;
        ReceivedStatsd now = books.snapshot();
        do {
            before = now;
            LockSupport.parkNanos(50_000_000);
            now = books.snapshot();
        } while (now.datagrams() > before.datagrams());
        return now;
    }

    static List<StatsdSeries> series(ReceivedStatsd received, String name, Predicate<StatsdSeries> which) {
        return received.series().stream()
                .filter(one -> one.name().equals(name))
                .filter(which)
                .toList();
    }

    static String reason(Delivery delivery) {
        assertThat(delivery).isInstanceOf(Delivery.RetryLater.class);
        return ((Delivery.RetryLater) delivery).reason();
    }

    @Override
    public void close() {
        listener.close();
    }
}
