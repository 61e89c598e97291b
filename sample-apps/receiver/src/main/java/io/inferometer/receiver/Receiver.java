package io.inferometer.receiver;

import io.inferometer.receiver.fault.Fault;
import io.inferometer.receiver.fault.Faults;
import io.inferometer.receiver.http.HttpListener;
import io.inferometer.receiver.operation.Authenticator;
import io.inferometer.receiver.sigv4.Credentials;
import io.inferometer.receiver.statsd.ReceivedStatsd;
import io.inferometer.receiver.statsd.StatsdBooks;
import io.inferometer.receiver.statsd.StatsdListener;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** A running receiver. Thread-safe. */
public final class Receiver implements AutoCloseable {
    private final Ledger ledger = new Ledger();
    private final Faults faults = new Faults();
    private final Authenticator authenticator;
    private final Routes routes;
    private final HttpListener listener;
    private final StatsdBooks lines = new StatsdBooks();
    private final StatsdListener statsd;

    private Receiver(ReceiverOptions options) throws IOException {
        authenticator = new Authenticator(options.credentials(), options.region(), options.clock());
        routes = new Routes(options, ledger, faults, authenticator, lines);
        listener = HttpListener.start(options.port(), routes);
        try {
            statsd = StatsdListener.start(listener.address().getPort(), lines);
        } catch (IOException taken) {
            listener.close();
            throw taken;
        }
    }

    /**
     * Listens on loopback from now on.
     *
     * @throws java.net.BindException if the port is taken
     */
    public static Receiver start(ReceiverOptions options) throws IOException {
        return new Receiver(options);
    }

    /** Where it listens: the endpoint for every operation. */
    public URI address() {
        return listener.address();
    }

    /** What it got until now. */
    public Received received() {
        return ledger.snapshot();
    }

    /** The DogStatsD lines that it got until now, on the UDP port of the same number. */
    public ReceivedStatsd statsd() {
        return lines.snapshot();
    }

    /** Replaces the faults in force; none ends all failures. */
    public void faults(Fault... replacement) {
        faults.replace(List.of(replacement));
    }

    /** Accepts only these from now on; whoever signs with the ones before gets {@code ExpiredTokenException}. */
    public void credentials(Credentials next) {
        authenticator.rotate(next);
    }

    /** Everything as it was at the start: empty books, and the faults and credentials of the options. */
    public void reset() {
        routes.reset();
    }

    /** Stops listening, closes every connection and ends every delay. */
    @Override
    public void close() {
        listener.close();
        statsd.close();
    }

    /** For tests of this module. */
    Ledger ledger() {
        return ledger;
    }
}
