package io.inferometer.receiver.fault;

import static io.inferometer.receiver.shape.Shape.choice;
import static io.inferometer.receiver.shape.Shape.integer;
import static io.inferometer.receiver.shape.Shape.list;
import static io.inferometer.receiver.shape.Shape.number;
import static io.inferometer.receiver.shape.Shape.optional;
import static io.inferometer.receiver.shape.Shape.required;
import static io.inferometer.receiver.shape.Shape.structure;
import static io.inferometer.receiver.shape.Shape.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.operation.RequestException;
import io.inferometer.receiver.operation.Service;
import io.inferometer.receiver.sagemaker.ItemErrorCode;
import io.inferometer.receiver.shape.Shape;
import io.inferometer.receiver.wire.MalformedBodyException;
import io.inferometer.receiver.wire.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Faults as JSON, for the control endpoint and the command line: a list such as
 * {@code [{"type":"item-error","code":"INTERNAL_ERROR","fraction":0.1},{"type":"delay","millis":500,"times":3}]}.
 */
public final class FaultDocument {
    private static final Shape TYPE = choice(
            "item-error",
            "throttle",
            "error",
            "delay",
            "stall",
            "dribble",
            "cut",
            "disconnect",
            "half-close",
            "reset",
            "clock");

    private static final Shape FAULTS = list(
            0,
            100,
            structure(
                    required("type", TYPE),
                    optional("operation", choice(Operation.names().toArray(String[]::new))),
                    optional("metric", text(1, 255, ".+")),
                    optional("fraction", number(0, 1)),
                    optional("times", integer(1, Integer.MAX_VALUE)),
                    optional("status", integer(400, 599)),
                    optional("code", text(1, 100, "[A-Za-z_]+")),
                    optional("millis", integer(0, 600_000)),
                    optional("retryAfterMillis", integer(0, 600_000)),
                    optional("aheadSeconds", integer(-604_800, 604_800))));

    private FaultDocument() {}

    /** @throws RequestException if the document breaks a rule */
    public static List<Fault> parse(byte[] json) throws RequestException {
        List<Fault> faults = new ArrayList<>();
        try {
            for (JsonNode row : read(json)) {
                faults.add(narrow(fault(row), row));
            }
        } catch (IllegalArgumentException e) {
            throw RequestException.validation(e.getMessage());
        }
        return faults;
    }

    private static JsonNode read(byte[] json) throws RequestException {
        try {
            JsonNode document = Protocol.REST_JSON.read(json, FAULTS);
            Service.SAGEMAKER.check(FAULTS.check(document));
            return document;
        } catch (MalformedBodyException e) {
            throw RequestException.validation("the body is not well-formed JSON: " + e.getMessage());
        }
    }

    private static Fault fault(JsonNode row) {
        String code = row.path("code").asText("");
        return switch (row.get("type").textValue()) {
            case "item-error" -> Fault.itemError(ItemErrorCode.valueOf(code.isEmpty() ? "INTERNAL_ERROR" : code));
            case "throttle" -> Fault.error(row.path("status").asInt(400), "ThrottlingException");
            case "error" -> Fault.error(row.path("status").asInt(500), code.isEmpty() ? "InternalFailure" : code);
            case "delay" -> Fault.delay(duration(row));
            case "stall" -> Fault.stall(duration(row));
            case "dribble" -> Fault.dribble(duration(row));
            case "cut" -> Fault.cut();
            case "half-close" -> Fault.halfClose(duration(row));
            case "reset" -> Fault.reset();
            case "clock" ->
                Fault.clock(
                        Duration.ofSeconds(row.path("aheadSeconds").asLong(3_600)),
                        code.isEmpty() ? "RequestTimeTooSkewed" : code);
            default -> Fault.disconnect();
        };
    }

    private static Duration duration(JsonNode row) {
        return Duration.ofMillis(row.path("millis").asLong(1_000));
    }

    private static Fault narrow(Fault fault, JsonNode row) {
        Fault narrowed = fault;
        if (row.has("operation")) {
            narrowed = narrowed.on(Operation.named(row.get("operation").textValue()));
        }
        if (row.has("metric")) {
            narrowed = narrowed.onMetric(row.get("metric").textValue());
        }
        if (row.has("fraction")) {
            narrowed = narrowed.withFraction(row.get("fraction").doubleValue());
        }
        if (row.has("retryAfterMillis")) {
            narrowed = narrowed.withRetryAfter(
                    Duration.ofMillis(row.get("retryAfterMillis").longValue()));
        }
        if (row.has("times")) {
            narrowed = narrowed.withTimes(row.get("times").longValue());
        }
        return narrowed;
    }
}
