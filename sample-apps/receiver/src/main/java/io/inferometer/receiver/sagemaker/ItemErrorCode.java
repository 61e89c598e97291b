package io.inferometer.receiver.sagemaker;

/** Why one metric of a {@code BatchPutMetrics} request was not stored; the names are those on the wire. */
public enum ItemErrorCode {
    METRIC_LIMIT_EXCEEDED,
    INTERNAL_ERROR,
    VALIDATION_ERROR,
    CONFLICT_ERROR
}
