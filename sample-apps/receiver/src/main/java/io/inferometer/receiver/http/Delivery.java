package io.inferometer.receiver.http;

import java.time.Duration;
import java.util.Optional;

/**
 * What a client gets for its request.
 *
 * @param answer empty where {@code manner} needs none
 * @param duration of a {@link Manner#DRIBBLED} answer and of a {@link Manner#HALF_CLOSED} connection, else zero
 */
public record Delivery(Optional<Answer> answer, Manner manner, Duration duration) {

    /** How an answer goes out, if at all. */
    public enum Manner {
        /** At once. */
        WHOLE,
        /** In small pieces, evenly over the duration. */
        DRIBBLED,
        /** Only the first half, then the connection is closed. */
        CUT,
        /** No answer, the connection is closed. */
        CLOSED,
        /** No answer, this side is closed but still reads until the client closes too or the duration is over. */
        HALF_CLOSED,
        /** No answer, the connection is reset. */
        RESET
    }

    /** An answer as it should be. */
    public static Delivery whole(Answer answer) {
        return new Delivery(Optional.of(answer), Manner.WHOLE, Duration.ZERO);
    }

    /** No answer at all. */
    public static Delivery none(Manner manner, Duration duration) {
        return new Delivery(Optional.empty(), manner, duration);
    }
}
