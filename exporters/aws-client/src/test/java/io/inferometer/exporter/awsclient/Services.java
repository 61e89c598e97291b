package io.inferometer.exporter.awsclient;

import java.util.Map;

/** Services as exporters describe them. */
final class Services {

    static final AwsService CLOUDWATCH = new AwsService("cloudwatch", "CloudWatch", Map.of());
    static final AwsService LOGS = new AwsService("cloudwatch-logs", "CloudWatch Logs", Map.of());
    static final AwsService METRICS = new AwsService("sagemaker-metrics", "SageMaker Metrics", Map.of());
    static final AwsService EDGE = new AwsService("sagemaker-edge", "Sagemaker Edge", Map.of());

    private Services() {}
}
