package io.inferometer.receiver.edge;

import static io.inferometer.receiver.shape.Shape.required;
import static io.inferometer.receiver.shape.Shape.structure;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferometer.receiver.operation.DocumentHandler;
import io.inferometer.receiver.operation.Json;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.shape.Shape;
import java.util.List;
import java.util.Map;

/**
 * {@code GetDeviceRegistration} and {@code GetDeployments} of Amazon SageMaker Edge Manager, API version 2020-09-23: every
 * device is registered, and none has a deployment. Thread-safe.
 */
public final class DeviceQuestion extends DocumentHandler {
    private static final Shape REQUEST =
            structure(required("DeviceName", SendHeartbeat.DEVICE), required("DeviceFleetName", SendHeartbeat.DEVICE));

    /** @param operation one of the two */
    public DeviceQuestion(Operation operation) {
        super(operation, REQUEST);
    }

    @Override
    protected JsonNode accept(JsonNode request) {
        return Json.tree(
                operation() == Operation.GET_DEPLOYMENTS
                        ? Map.of("Deployments", List.of())
                        : Map.of("DeviceRegistration", "registered", "CacheTTL", "86400"));
    }
}
