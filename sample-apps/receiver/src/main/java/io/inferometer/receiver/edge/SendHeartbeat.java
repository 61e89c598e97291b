package io.inferometer.receiver.edge;

import static io.inferometer.receiver.shape.Shape.choice;
import static io.inferometer.receiver.shape.Shape.list;
import static io.inferometer.receiver.shape.Shape.number;
import static io.inferometer.receiver.shape.Shape.optional;
import static io.inferometer.receiver.shape.Shape.required;
import static io.inferometer.receiver.shape.Shape.structure;
import static io.inferometer.receiver.shape.Shape.text;
import static io.inferometer.receiver.shape.Shape.timestamp;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferometer.receiver.operation.DocumentHandler;
import io.inferometer.receiver.operation.Json;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.shape.Shape;

/** {@code SendHeartbeat} of Amazon SageMaker Edge Manager, API version 2020-09-23. Thread-safe. */
public final class SendHeartbeat extends DocumentHandler {
    private static final String HYPHENATED = "[a-zA-Z0-9](-*[a-zA-Z0-9])*";

    private static final Shape VERSION = text(1, 64, "[a-zA-Z0-9 _.]+");
    static final Shape DEVICE = text(1, 63, "[a-zA-Z0-9](-*_*[a-zA-Z0-9])*");
    private static final Shape ENTITY = text(1, 63, HYPHENATED);
    private static final Shape MODEL_NAME = text(4, 255, HYPHENATED);
    private static final Shape MODEL_STATE = choice("DEPLOY", "UNDEPLOY");

    private static final Shape METRICS = list(structure(
            optional("Dimension", text(1, 1000, "[a-zA-Z0-9](-*[a-zA-Z0-9/])*")),
            optional("MetricName", text(4, 100, HYPHENATED)),
            optional("Value", number()),
            optional("Timestamp", timestamp())));

    private static final Shape MODELS = list(structure(
            optional("ModelName", MODEL_NAME),
            optional("ModelVersion", VERSION),
            optional("LatestSampleTime", timestamp()),
            optional("LatestInference", timestamp()),
            optional("ModelMetrics", METRICS)));

    private static final Shape DEPLOYMENT_MODELS = list(structure(
            optional("ModelHandle", ENTITY),
            optional("ModelName", MODEL_NAME),
            optional("ModelVersion", VERSION),
            optional("DesiredState", MODEL_STATE),
            optional("State", MODEL_STATE),
            optional("Status", choice("SUCCESS", "FAIL")),
            optional("StatusReason", text()),
            optional("RollbackFailureReason", text())));

    private static final Shape DEPLOYMENT_RESULT = structure(
            optional("DeploymentName", ENTITY),
            optional("DeploymentStatus", ENTITY),
            optional("DeploymentStatusMessage", text()),
            optional("DeploymentStartTime", timestamp()),
            optional("DeploymentEndTime", timestamp()),
            optional("DeploymentModels", DEPLOYMENT_MODELS));

    private static final Shape REQUEST = structure(
            required("AgentVersion", VERSION),
            required("DeviceName", DEVICE),
            required("DeviceFleetName", DEVICE),
            optional("AgentMetrics", METRICS),
            optional("Models", MODELS),
            optional("DeploymentResult", DEPLOYMENT_RESULT));

    private final HeartbeatBooks heartbeats;

    /** @param heartbeats where it is written down */
    public SendHeartbeat(HeartbeatBooks heartbeats) {
        super(Operation.SEND_HEARTBEAT, REQUEST);
        this.heartbeats = heartbeats;
    }

    @Override
    protected JsonNode accept(JsonNode request) {
        heartbeats.put(Json.convert(request, Heartbeat.class));
        return NOTHING;
    }
}
