package io.inferometer.exporter.api;

/**
 * Who is speaking: the JVM behind all of a snapshot's figures.
 *
 * @param serviceName the service's name
 * @param endpointName SageMaker's endpoint name
 * @param variantName SageMaker's production variant
 * @param instanceId the machine's name
 * @param instanceCount how many such machines serve the endpoint, at least 1
 * @param runId unique to this start of this JVM
 * @param agentVersion the agent's version
 * @param startMillis when measuring began, in milliseconds since 1970
 */
public record Resource(
        String serviceName,
        String endpointName,
        String variantName,
        String instanceId,
        int instanceCount,
        String runId,
        String agentVersion,
        long startMillis) {}
