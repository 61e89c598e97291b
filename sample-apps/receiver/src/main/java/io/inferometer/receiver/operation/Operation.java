package io.inferometer.receiver.operation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.stream.Stream;

/** The operations served. */
public enum Operation {
    /** Of Amazon SageMaker Metrics. */
    BATCH_PUT_METRICS(Service.SAGEMAKER, "BatchPutMetrics"),
    /** Of Amazon SageMaker Metrics. */
    BATCH_GET_METRICS(Service.SAGEMAKER, "BatchGetMetrics"),
    /** Of Amazon SageMaker Edge Manager. */
    SEND_HEARTBEAT(Service.SAGEMAKER, "SendHeartbeat"),
    /** Of Amazon SageMaker Edge Manager. */
    GET_DEVICE_REGISTRATION(Service.SAGEMAKER, "GetDeviceRegistration"),
    /** Of Amazon SageMaker Edge Manager. */
    GET_DEPLOYMENTS(Service.SAGEMAKER, "GetDeployments"),
    /** Of Amazon CloudWatch. */
    PUT_METRIC_DATA(Service.CLOUDWATCH, "PutMetricData"),
    /** Of Amazon CloudWatch Logs. */
    CREATE_LOG_GROUP(Service.LOGS, "CreateLogGroup"),
    /** Of Amazon CloudWatch Logs. */
    CREATE_LOG_STREAM(Service.LOGS, "CreateLogStream"),
    /** Of Amazon CloudWatch Logs. */
    PUT_LOG_EVENTS(Service.LOGS, "PutLogEvents"),
    /** Of Amazon CloudWatch Logs. */
    GET_LOG_EVENTS(Service.LOGS, "GetLogEvents"),
    /** Of Amazon CloudWatch Logs. */
    PUT_RETENTION_POLICY(Service.LOGS, "PutRetentionPolicy"),
    /** Of Spare Cores Sentinel. */
    REGISTER_RUN(Service.SENTINEL, "RegisterRun"),
    /** Of Spare Cores Sentinel. */
    REFRESH_CREDENTIALS(Service.SENTINEL, "RefreshCredentials"),
    /** Of Spare Cores Sentinel. */
    FINISH_RUN(Service.SENTINEL, "FinishRun"),
    /** Of Amazon S3. */
    PUT_OBJECT(Service.S3, "PutObject");

    private final Service service;
    private final String wireName;

    Operation(Service service, String wireName) {
        this.service = service;
        this.wireName = wireName;
    }

    /** Whose it is. */
    public Service service() {
        return service;
    }

    /** @throws java.util.NoSuchElementException if there is none of this name on the wire */
    public static Operation named(String wireName) {
        return Stream.of(values())
                .filter(operation -> operation.wireName.equals(wireName))
                .findFirst()
                .orElseThrow();
    }

    /** All names on the wire. */
    public static List<String> names() {
        return Stream.of(values()).map(Operation::toString).toList();
    }

    /** The name on the wire. */
    @Override
    @JsonValue
    public String toString() {
        return wireName;
    }
}
