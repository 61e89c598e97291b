package io.inferometer.receiver;

import static io.inferometer.receiver.shape.Shape.required;
import static io.inferometer.receiver.shape.Shape.structure;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferometer.receiver.shape.Shape;
import java.util.List;
import java.util.Map;

/**
 * {@code GetDeviceRegistration} and {@code GetDeployments} of Amazon SageMaker Edge Manager, API version 2020-09-23: every
 * device is registered, and none has a deployment. Thread-safe.
 */
final class DeviceQuestion implements Handler {
    private static final Shape REQUEST =
            structure(required("DeviceName", SendHeartbeat.DEVICE), required("DeviceFleetName", SendHeartbeat.DEVICE));

    private final Ledger ledger;
    private final Operation operation;

    /** @param operation one of the two */
    DeviceQuestion(Ledger ledger, Operation operation) {
        this.ledger = ledger;
        this.operation = operation;
    }

    @Override
    public Shape request() {
        return REQUEST;
    }

    @Override
    public JsonNode accept(JsonNode request) {
        ledger.accept(operation);
        return Json.tree(
                operation == Operation.GET_DEPLOYMENTS
                        ? Map.of("Deployments", List.of())
                        : Map.of("DeviceRegistration", "registered", "CacheTTL", "86400"));
    }
}
