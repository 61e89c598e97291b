package io.inferometer.exporter.aws;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.awsclient.AwsFailure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The requests that one window takes. One that is refused for good is divided where that may save a part of it, and given up
 * otherwise; any other failure ends the attempt. Used by one thread.
 *
 * @param <B> what goes out in one request
 */
public abstract class RequestSequence<B> {

    private final String action;

    /** @param action the IAM action that the requests need, {@code service:Action} */
    protected RequestSequence(String action) {
        this.action = action;
    }

    /**
     * Sends until nothing is left.
     *
     * @return why the rest cannot be sent now; empty if nothing is left
     */
    public final Optional<Delivery> send() {
        for (Optional<B> batch = next(); batch.isPresent(); batch = next()) {
            Deque<B> parts = new ArrayDeque<>();
            parts.add(batch.get());
            while (!parts.isEmpty()) {
                Optional<Delivery> end = send(parts.remove(), parts);
                if (end.isPresent()) {
                    return end;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Delivery> send(B part, Deque<B> parts) {
        try {
            return put(part);
        } catch (RuntimeException failure) {
            Delivery delivery = AwsFailure.delivery(failure, action);
            if (!(delivery instanceof Delivery.Rejected rejected)) {
                return Optional.of(delivery);
            }
            if (!divide(part, failure, parts)) {
                reject(part, rejected.reason());
            }
            return Optional.empty();
        }
    }

    /** Returns what to send next; empty if nothing is left. */
    protected abstract Optional<B> next();

    /**
     * Sends one request and notes what the answer settles.
     *
     * @return why nothing more can be sent now, if the answer does not tell; normally empty
     */
    protected abstract Optional<Delivery> put(B batch);

    /**
     * Divides what was refused.
     *
     * @param failure one that means {@code Rejected}
     * @param parts what is sent before {@link #next} is asked again; takes the parts, unless {@link #next} returns them
     * @return whether there is less to send at once
     */
    protected abstract boolean divide(B batch, RuntimeException failure, Deque<B> parts);

    /** Gives up what was refused and cannot be divided. */
    protected abstract void reject(B batch, String reason);
}
