package io.inferometer.receiver;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import java.util.stream.Stream;

/** The operations served, each by its method and path. */
public enum Operation {
    /** Of Amazon SageMaker Metrics. */
    @JsonProperty("BatchPutMetrics")
    BATCH_PUT_METRICS("PUT", "BatchPutMetrics"),
    /** Of Amazon SageMaker Edge Manager. */
    @JsonProperty("SendHeartbeat")
    SEND_HEARTBEAT("POST", "SendHeartbeat");

    private final String method;
    private final String wireName;

    Operation(String method, String wireName) {
        this.method = method;
        this.wireName = wireName;
    }

    static Optional<Operation> of(String method, String path) {
        return Stream.of(values())
                .filter(operation -> operation.method.equals(method) && path.equals("/" + operation.wireName))
                .findFirst();
    }

    static Operation named(String wireName) {
        return Stream.of(values())
                .filter(operation -> operation.wireName.equals(wireName))
                .findFirst()
                .orElseThrow();
    }

    /** The name on the wire. */
    @Override
    public String toString() {
        return wireName;
    }
}
