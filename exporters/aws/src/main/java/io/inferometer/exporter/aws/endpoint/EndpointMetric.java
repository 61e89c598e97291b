package io.inferometer.exporter.aws.endpoint;

import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/**
 * One metric of one subject in one window. Immutable.
 *
 * @param name as SageMaker names it
 * @param unit as SageMaker gives it
 * @param kind how its values may be told where the same value many times costs as much as many values
 * @param values never empty, each finite
 */
public record EndpointMetric(String name, StandardUnit unit, Kind kind, Distribution values) {

    /** What the values of a metric are. */
    public enum Kind {
        /** One value per call, 0 or 1 or a share of 1: their sum says it all. */
        TALLY,
        /** One value per event or per look: every one counts. */
        SAMPLES
    }
}
