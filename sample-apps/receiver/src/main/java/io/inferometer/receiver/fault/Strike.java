package io.inferometer.receiver.fault;

import io.inferometer.receiver.http.Answer;
import io.inferometer.receiver.http.Delivery;
import io.inferometer.receiver.http.Delivery.Manner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the faults in force do to one request.
 *
 * @param delay before anything else
 * @param failure empty if there is none
 */
public record Strike(Duration delay, Optional<Fault> failure) {
    /** @param faults those that strike the request */
    public static Strike of(List<Fault> faults) {
        Duration delay = faults.stream()
                .filter(fault -> fault.type() == Fault.Type.DELAY || fault.type() == Fault.Type.STALL)
                .map(Fault::duration)
                .reduce(Duration.ZERO, Duration::plus);
        Optional<Fault> failure = faults.stream()
                .filter(fault -> fault.type() != Fault.Type.DELAY)
                .findFirst();
        return new Strike(delay, failure);
    }

    /** A delivery that takes the place of the request's own, which is then not stored; empty for none. */
    public Optional<Delivery> instead() {
        return failure.flatMap(fault -> switch (fault.type()) {
            case STALL, DISCONNECT -> Optional.of(Delivery.none(Manner.CLOSED, Duration.ZERO));
            case HALF_CLOSE -> Optional.of(Delivery.none(Manner.HALF_CLOSED, fault.duration()));
            case RESET -> Optional.of(Delivery.none(Manner.RESET, Duration.ZERO));
            case ITEM_ERROR, ERROR, DELAY, DRIBBLE, CUT, CLOCK -> Optional.empty();
        });
    }

    /** How the request's own answer goes out. */
    public Delivery deliver(Answer answer) {
        Fault.Type type = failure.map(Fault::type).orElse(Fault.Type.DELAY);
        return switch (type) {
            case DRIBBLE ->
                new Delivery(
                        Optional.of(answer),
                        Manner.DRIBBLED,
                        failure.orElseThrow().duration());
            case CUT -> new Delivery(Optional.of(answer), Manner.CUT, Duration.ZERO);
            default -> Delivery.whole(answer);
        };
    }

    /** The name under which a request without an answer is in the books. */
    public String name() {
        return switch (failure.map(Fault::type).orElse(Fault.Type.DISCONNECT)) {
            case STALL -> "Stalled";
            case HALF_CLOSE -> "HalfClosed";
            case RESET -> "Reset";
            default -> "Disconnected";
        };
    }
}
