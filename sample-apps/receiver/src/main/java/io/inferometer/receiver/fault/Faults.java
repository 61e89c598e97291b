package io.inferometer.receiver.fault;

import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.sagemaker.ItemErrorCode;
import java.util.List;
import java.util.Optional;

/** The faults in force. Thread-safe: every method takes the monitor. */
public final class Faults {
    private List<ArmedFault> armed = List.of();

    /** Only these are in force from now on. */
    public synchronized void replace(List<Fault> faults) {
        armed = faults.stream().map(ArmedFault::new).toList();
    }

    /** The faults that strike this request as a whole, but for its clock. */
    public synchronized List<Fault> strikeRequest(Operation operation) {
        return armed.stream()
                .filter(candidate -> candidate.fault().type() != Fault.Type.ITEM_ERROR)
                .filter(candidate -> candidate.fault().type() != Fault.Type.CLOCK)
                .filter(candidate -> appliesTo(candidate.fault().operation(), operation))
                .filter(ArmedFault::strikes)
                .map(ArmedFault::fault)
                .toList();
    }

    /** The wrong clock that judges this request, if there is one. */
    public synchronized Optional<Fault> strikeClock(Operation operation) {
        return armed.stream()
                .filter(candidate -> candidate.fault().type() == Fault.Type.CLOCK)
                .filter(candidate -> appliesTo(candidate.fault().operation(), operation))
                .filter(ArmedFault::strikes)
                .map(ArmedFault::fault)
                .findFirst();
    }

    /** The error that strikes this item, if one does. */
    public synchronized Optional<ItemErrorCode> strikeItem(String metricName) {
        return armed.stream()
                .filter(candidate -> candidate.fault().type() == Fault.Type.ITEM_ERROR)
                .filter(candidate -> appliesTo(candidate.fault().metric(), metricName))
                .filter(ArmedFault::strikes)
                .map(candidate -> ItemErrorCode.valueOf(candidate.fault().code()))
                .findFirst();
    }

    private static <T> boolean appliesTo(Optional<T> choice, T value) {
        return choice.isEmpty() || choice.get().equals(value);
    }
}
