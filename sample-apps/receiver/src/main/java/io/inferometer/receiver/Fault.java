package io.inferometer.receiver;

import java.time.Duration;
import java.util.Optional;

/**
 * A failure on demand. Immutable; the {@code with…} and {@code on…} methods narrow it down.
 *
 * @param type what happens
 * @param operation whose requests it strikes; empty for all
 * @param metric the metric name whose items an {@link Type#ITEM_ERROR} strikes; empty for all
 * @param fraction of the requests or items in question that it strikes, 0 to 1; chosen at random from a fixed seed, so
 *     that how many of the first n are struck is the same in every run
 * @param times after how many strikes it ends, at least 1
 * @param status the HTTP status of an {@link Type#ERROR}, 400 to 599, else 0
 * @param code the error name of an {@code ERROR}, or an {@link ItemErrorCode}'s name, else empty
 * @param delay before the answer, for {@link Type#DELAY}, else zero
 */
public record Fault(
        Type type,
        Optional<Operation> operation,
        Optional<String> metric,
        double fraction,
        long times,
        int status,
        String code,
        Duration delay) {

    /** What happens. A request with several faults is first delayed, then fails as the first of the others says. */
    public enum Type {
        /** An item of a {@code BatchPutMetrics} request is refused with {@code code}. */
        ITEM_ERROR,
        /** The request is answered by {@code status} and {@code code}. */
        ERROR,
        /** The answer comes {@code delay} later. */
        DELAY,
        /** The connection is closed without an answer. */
        DISCONNECT
    }

    /** @throws IllegalArgumentException if a number is out of range, or a metric is named where none is concerned */
    public Fault {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("fraction must be 0 to 1, found " + fraction);
        }
        if (times < 1) {
            throw new IllegalArgumentException("times must be at least 1, found " + times);
        }
        if (type == Type.ERROR && (status < 400 || status > 599)) {
            throw new IllegalArgumentException("status must be 400 to 599, found " + status);
        }
        if (type == Type.ITEM_ERROR
                && operation.filter(one -> one != Operation.BATCH_PUT_METRICS).isPresent()) {
            throw new IllegalArgumentException(operation.get() + " has no item errors");
        }
        if (type != Type.ITEM_ERROR && metric.isPresent()) {
            throw new IllegalArgumentException("metric applies to item errors only");
        }
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay must not be negative, found " + delay);
        }
    }

    /** Refuses items with {@code code}. */
    public static Fault itemError(ItemErrorCode code) {
        return of(Type.ITEM_ERROR, 0, code.name(), Duration.ZERO);
    }

    /** Answers HTTP 400 and {@code ThrottlingException}. */
    public static Fault throttle() {
        return error(400, "ThrottlingException");
    }

    /** Answers this error. */
    public static Fault error(int status, String code) {
        return of(Type.ERROR, status, code, Duration.ZERO);
    }

    /** Answers this much later. */
    public static Fault delay(Duration delay) {
        return of(Type.DELAY, 0, "", delay);
    }

    /** Closes the connection without an answer. */
    public static Fault disconnect() {
        return of(Type.DISCONNECT, 0, "", Duration.ZERO);
    }

    /** The same for one operation only. */
    public Fault on(Operation one) {
        return new Fault(type, Optional.of(one), metric, fraction, times, status, code, delay);
    }

    /** The same for the items of one metric name only. */
    public Fault onMetric(String name) {
        return new Fault(type, operation, Optional.of(name), fraction, times, status, code, delay);
    }

    /** The same for a fraction, 0 to 1. */
    public Fault withFraction(double part) {
        return new Fault(type, operation, metric, part, times, status, code, delay);
    }

    /** The same, ending after so many strikes. */
    public Fault withTimes(long strikes) {
        return new Fault(type, operation, metric, fraction, strikes, status, code, delay);
    }

    private static Fault of(Type type, int status, String code, Duration delay) {
        return new Fault(type, Optional.empty(), Optional.empty(), 1, Long.MAX_VALUE, status, code, delay);
    }
}
