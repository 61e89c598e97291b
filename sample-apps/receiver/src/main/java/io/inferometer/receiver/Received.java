package io.inferometer.receiver;

import io.inferometer.receiver.cloudwatch.ReceivedData;
import io.inferometer.receiver.edge.Heartbeat;
import io.inferometer.receiver.edge.ModelSummary;
import io.inferometer.receiver.logs.ReceivedLogs;
import io.inferometer.receiver.operation.Newest;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.operation.RequestCounts;
import io.inferometer.receiver.sagemaker.ItemErrorCode;
import io.inferometer.receiver.sagemaker.MetricItem;
import io.inferometer.receiver.sagemaker.MetricSummary;
import io.inferometer.receiver.sentinel.ReceivedRuns;
import java.util.List;
import java.util.Map;

/**
 * What a receiver got up to one moment. Immutable.
 *
 * @param requests by operation, with an entry for each
 * @param unknownRequests requests for anything that is not served
 * @param items metric items stored
 * @param itemErrors metric items refused, by code, with an entry for each
 * @param metrics by metric name
 * @param models by model name; a model without a name is under the empty string
 * @param modelsNotSummarised models in heartbeats that found {@code models} full
 * @param latestItems the newest that were stored, the newest last
 * @param latestHeartbeats the newest that were accepted, the newest last
 * @param repeatedItems items stored that are equal in every part to one of the newest before: a window that came twice
 * @param repeatedHeartbeats the same of heartbeats
 * @param metricData of {@code PutMetricData}
 * @param logs of {@code PutLogEvents}, with the metrics embedded in them
 * @param sentinel the runs of Sentinel
 * @param objects the objects in S3 as {@code s3://bucket/key}, in the order in which they were put
 */
public record Received(
        Map<Operation, RequestCounts> requests,
        long unknownRequests,
        long items,
        Map<ItemErrorCode, Long> itemErrors,
        Map<String, MetricSummary> metrics,
        Map<String, ModelSummary> models,
        long modelsNotSummarised,
        List<MetricItem> latestItems,
        List<Heartbeat> latestHeartbeats,
        long repeatedItems,
        long repeatedHeartbeats,
        ReceivedData metricData,
        ReceivedLogs logs,
        ReceivedRuns sentinel,
        List<String> objects) {

    /** The sum of all values stored under a metric name, 0 if there were none. */
    public double sum(String metricName) {
        MetricSummary summary = metrics.get(metricName);
        return summary == null ? 0 : summary.sum();
    }

    /** The sum of all inferences that heartbeats reported for a model name, 0 if there were none. */
    public double inferenceCount(String modelName) {
        ModelSummary summary = models.get(modelName);
        return summary == null ? 0 : summary.inferenceCount();
    }

    /** The same with no more than {@code count} of the latest of every kind. */
    public Received latest(int count) {
        return new Received(
                requests,
                unknownRequests,
                items,
                itemErrors,
                metrics,
                models,
                modelsNotSummarised,
                Newest.tail(latestItems, count),
                Newest.tail(latestHeartbeats, count),
                repeatedItems,
                repeatedHeartbeats,
                metricData.latest(count),
                logs.latest(count),
                sentinel.latest(count),
                Newest.tail(objects, count));
    }
}
