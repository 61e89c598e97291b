package io.inferometer.receiver.fault;

import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.sagemaker.ItemErrorCode;
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
 * @param code the error name of an {@code ERROR} or a {@link Type#CLOCK}, or an {@link ItemErrorCode}'s name, else empty
 * @param duration of what takes time; for an {@code ERROR} after how long it asks to be called again, zero if it does
 *     not; for a {@code CLOCK} how far the receiver's clock is ahead, negative if it is behind; else zero
 */
public record Fault(
        Type type,
        Optional<Operation> operation,
        Optional<String> metric,
        double fraction,
        long times,
        int status,
        String code,
        Duration duration) {

    /**
     * What happens. A request with several faults is first delayed, then fails as the first of the others says. Whether
     * the request was stored matters to a client that sends it again.
     */
    public enum Type {
        /** An item of a {@code BatchPutMetrics} request is refused with {@code code}. */
        ITEM_ERROR,
        /** The request is answered by {@code status} and {@code code}, and not stored. */
        ERROR,
        /** The request is stored and answered {@code duration} later. */
        DELAY,
        /** Nothing happens for {@code duration}, then the connection is closed without an answer; nothing is stored. */
        STALL,
        /** The request is stored, its answer comes in small pieces over {@code duration}. */
        DRIBBLE,
        /** The request is stored, of its answer only the first half comes before the connection is closed. */
        CUT,
        /** The connection is closed without an answer, and nothing is stored. */
        DISCONNECT,
        /** The receiver closes its side without an answer and reads on for {@code duration}; nothing is stored. */
        HALF_CLOSE,
        /** The connection is reset (TCP RST) without an answer, and nothing is stored. */
        RESET,
        /**
         * The receiver's clock is off by {@code duration}: so is the {@code Date} of its answers, and requests signed at
         * a time too far from it are refused with {@code code}.
         */
        CLOCK
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
        if (type != Type.CLOCK && duration.isNegative()) {
            throw new IllegalArgumentException("duration must not be negative, found " + duration);
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
    public static Fault delay(Duration duration) {
        return of(Type.DELAY, 0, "", duration);
    }

    /** Answers nothing for this long, then closes the connection. */
    public static Fault stall(Duration duration) {
        return of(Type.STALL, 0, "", duration);
    }

    /** Answers in small pieces over this long. */
    public static Fault dribble(Duration duration) {
        return of(Type.DRIBBLE, 0, "", duration);
    }

    /** Answers the first half. */
    public static Fault cut() {
        return of(Type.CUT, 0, "", Duration.ZERO);
    }

    /** Closes the connection without an answer. */
    public static Fault disconnect() {
        return of(Type.DISCONNECT, 0, "", Duration.ZERO);
    }

    /** Closes the receiver's side and reads on for this long. */
    public static Fault halfClose(Duration duration) {
        return of(Type.HALF_CLOSE, 0, "", duration);
    }

    /** Resets the connection. */
    public static Fault reset() {
        return of(Type.RESET, 0, "", Duration.ZERO);
    }

    /** Has a clock that is ahead by {@code offset}, or behind if negative, and says {@code RequestTimeTooSkewed}. */
    public static Fault clock(Duration offset) {
        return clock(offset, "RequestTimeTooSkewed");
    }

    /** The same with another error name, such as {@code RequestExpired} or {@code InvalidSignatureException}. */
    public static Fault clock(Duration offset, String code) {
        return of(Type.CLOCK, 0, code, offset);
    }

    /** The same for one operation only. */
    public Fault on(Operation one) {
        return new Fault(type, Optional.of(one), metric, fraction, times, status, code, duration);
    }

    /** The same for the items of one metric name only. */
    public Fault onMetric(String name) {
        return new Fault(type, operation, Optional.of(name), fraction, times, status, code, duration);
    }

    /** The same error with {@code Retry-After}, and {@code x-amz-retry-after} which knows milliseconds. */
    public Fault withRetryAfter(Duration time) {
        if (type != Type.ERROR) {
            throw new IllegalArgumentException("only errors say when to call again");
        }
        return new Fault(type, operation, metric, fraction, times, status, code, time);
    }

    /** The same for a fraction, 0 to 1. */
    public Fault withFraction(double part) {
        return new Fault(type, operation, metric, part, times, status, code, duration);
    }

    /** The same, ending after so many strikes. */
    public Fault withTimes(long strikes) {
        return new Fault(type, operation, metric, fraction, strikes, status, code, duration);
    }

    private static Fault of(Type type, int status, String code, Duration duration) {
        return new Fault(type, Optional.empty(), Optional.empty(), 1, Long.MAX_VALUE, status, code, duration);
    }
}
