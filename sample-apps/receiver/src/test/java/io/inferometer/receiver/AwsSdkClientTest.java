package io.inferometer.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.receiver.edge.EdgeMetric;
import io.inferometer.receiver.edge.Heartbeat;
import io.inferometer.receiver.fault.Fault;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.operation.RequestCounts;
import io.inferometer.receiver.sagemaker.ItemErrorCode;
import io.inferometer.receiver.sagemaker.MetricItem;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.sagemakeredge.SagemakerEdgeClient;
import software.amazon.awssdk.services.sagemakeredge.model.InternalServiceException;
import software.amazon.awssdk.services.sagemakeredge.model.ModelState;
import software.amazon.awssdk.services.sagemakermetrics.SageMakerMetricsClient;
import software.amazon.awssdk.services.sagemakermetrics.model.BatchPutMetricsError;
import software.amazon.awssdk.services.sagemakermetrics.model.BatchPutMetricsResponse;
import software.amazon.awssdk.services.sagemakermetrics.model.MetricQueryResult;
import software.amazon.awssdk.services.sagemakermetrics.model.MetricStatistic;
import software.amazon.awssdk.services.sagemakermetrics.model.Period;
import software.amazon.awssdk.services.sagemakermetrics.model.PutMetricsErrorCode;
import software.amazon.awssdk.services.sagemakermetrics.model.RawMetricData;
import software.amazon.awssdk.services.sagemakermetrics.model.XAxisType;

/** The official clients, unchanged, against the receiver. */
class AwsSdkClientTest extends AwsSdkFixture {

    @Test
    void whatTheClientPutsIsStoredAsItWasPut() throws IOException {
        try (Receiver receiver = Receiver.start(ReceiverOptions.defaults());
                SageMakerMetricsClient client = metrics(receiver, EXAMPLE)) {
            BatchPutMetricsResponse response = client.batchPutMetrics(put(
                    datum("onnx/m/Invocations").step(7).value(3.0).build(),
                    datum("onnx/m/Invocations").step(8).value(4.5).build(),
                    datum("Host/CPUUtilization").value(1e-7).build()));
            assertThat(response.errors()).isEmpty();
            Received received = receiver.received();
            assertThat(received.sum("onnx/m/Invocations")).isEqualTo(7.5);
            assertThat(received.metrics().get("onnx/m/Invocations").count()).isEqualTo(2);
            assertThat(received.metrics().get("onnx/m/Invocations").last())
                    .isEqualTo(new MetricItem("trial", "onnx/m/Invocations", NOW.toEpochMilli() / 1e3, 8, 4.5));
            assertThat(received.sum("Host/CPUUtilization")).isEqualTo(1e-7);
            assertThat(received.requests().get(Operation.BATCH_PUT_METRICS))
                    .isEqualTo(new RequestCounts(1, 0, Map.of()));
        }
    }

    @Test
    void itemsOutsideTheTimeWindowFailAloneAndByTheirIndexFromZero() throws IOException {
        // The client writes whole milliseconds; a clock that stands still makes the limits exact.
        Instant now = Instant.ofEpochMilli(NOW.toEpochMilli());
        try (Receiver receiver = Receiver.start(ReceiverOptions.defaults().withClock(InstantSource.fixed(now)));
                SageMakerMetricsClient client = metrics(receiver, EXAMPLE)) {
            BatchPutMetricsResponse response = client.batchPutMetrics(put(
                    datum("old")
                            .timestamp(now.minus(Duration.ofDays(14)).minusMillis(1))
                            .build(),
                    datum("oldest").timestamp(now.minus(Duration.ofDays(14))).build(),
                    datum("newest").timestamp(now.plus(Duration.ofHours(2))).build(),
                    datum("new")
                            .timestamp(now.plus(Duration.ofHours(2)).plusMillis(1))
                            .build()));
            assertThat(response.errors())
                    .containsExactly(
                            error(PutMetricsErrorCode.VALIDATION_ERROR, 0),
                            error(PutMetricsErrorCode.VALIDATION_ERROR, 3));
            assertThat(receiver.received().metrics()).containsOnlyKeys("newest", "oldest");
            assertThat(receiver.received().itemErrors()).containsEntry(ItemErrorCode.VALIDATION_ERROR, 2L);
        }
    }

    @ParameterizedTest
    @EnumSource(ItemErrorCode.class)
    void theClientReadsEveryItemError(ItemErrorCode code) throws IOException {
        try (Receiver receiver = Receiver.start(ReceiverOptions.defaults());
                SageMakerMetricsClient client = metrics(receiver, EXAMPLE)) {
            receiver.faults(Fault.itemError(code).onMetric("b"));
            BatchPutMetricsResponse response =
                    client.batchPutMetrics(put(datum("a").build(), datum("b").build()));
            assertThat(response.errors()).containsExactly(error(PutMetricsErrorCode.valueOf(code.name()), 1));
            assertThat(receiver.received().metrics()).containsOnlyKeys("a");
            assertThat(receiver.received().itemErrors()).containsEntry(code, 1L);
        }
    }

    @Test
    void valuesThatAreNotFiniteAreRefused() throws IOException {
        try (Receiver receiver = Receiver.start(ReceiverOptions.defaults());
                SageMakerMetricsClient client = metrics(receiver, EXAMPLE)) {
            for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
                assertFails(
                        () -> client.batchPutMetrics(put(datum("m").value(value).build())), 400, "ValidationException");
            }
            assertThat(receiver.received().items()).isZero();
        }
    }

    @Test
    void moreThanTenItemsAreRefusedAltogether() throws IOException {
        try (Receiver receiver = Receiver.start(ReceiverOptions.defaults());
                SageMakerMetricsClient client = metrics(receiver, EXAMPLE)) {
            RawMetricData[] eleven =
                    IntStream.range(0, 11).mapToObj(i -> datum("m" + i).build()).toArray(RawMetricData[]::new);
            assertFails(() -> client.batchPutMetrics(put(eleven)), 400, "ValidationException");
            assertThat(receiver.received().items()).isZero();
        }
    }

    @Test
    void aHeartbeatIsStoredAsItWasSent() throws IOException {
        try (Receiver receiver = Receiver.start(ReceiverOptions.defaults());
                SagemakerEdgeClient client = edge(receiver, EXAMPLE)) {
            for (double inferences : new double[] {2, 40}) {
                client.sendHeartbeat(request -> request.agentVersion("0.1.0")
                        .deviceName("host-1")
                        .deviceFleetName("fleet")
                        .agentMetrics(metric -> metric.metricName("AgentUptimeSeconds")
                                .value(12.0)
                                .dimension("Device/host-1")
                                .timestamp(Instant.ofEpochMilli(1_500)))
                        .models(model -> model.modelName("onnx-model")
                                .modelVersion("1")
                                .latestInference(Instant.ofEpochSecond(3))
                                .latestSampleTime(Instant.ofEpochSecond(2))
                                .modelMetrics(metric ->
                                        metric.metricName("InferenceCount").value(inferences)))
                        .deploymentResult(result ->
                                result.deploymentName("d").deploymentModels(model -> model.state(ModelState.DEPLOY))));
            }
            Received received = receiver.received();
            assertThat(received.requests().get(Operation.SEND_HEARTBEAT)).isEqualTo(new RequestCounts(2, 0, Map.of()));
            assertThat(received.inferenceCount("onnx-model")).isEqualTo(42);
            assertThat(received.models().get("onnx-model").heartbeats()).isEqualTo(2);
            Heartbeat last = received.latestHeartbeats().get(1);
            assertThat(last.agentMetrics())
                    .containsExactly(new EdgeMetric("Device/host-1", "AgentUptimeSeconds", 12.0, 1.5));
            assertThat(last.models())
                    .containsExactly(received.models().get("onnx-model").last());
            assertThat(last.models().get(0).latestInference()).isEqualTo(3.0);
            assertThat(last.models().get(0).modelMetrics())
                    .containsExactly(new EdgeMetric(null, "InferenceCount", 40.0, null));
            assertThat(last.deploymentResult().deploymentModels().get(0).state())
                    .isEqualTo("DEPLOY");
        }
    }

    @Test
    void throttlingAndServerErrorsAreRetriedByTheClientAndCounted() throws IOException {
        try (Receiver receiver = Receiver.start(ReceiverOptions.defaults());
                SageMakerMetricsClient client = metrics(receiver, EXAMPLE)) {
            receiver.faults(Fault.throttle().withTimes(1));
            client.batchPutMetrics(put(datum("m").build()));
            receiver.faults(Fault.error(429, "ThrottlingException").withTimes(1));
            client.batchPutMetrics(put(datum("m").build()));
            receiver.faults(Fault.error(503, "ServiceUnavailable").withTimes(1));
            client.batchPutMetrics(put(datum("m").build()));
            receiver.faults(Fault.disconnect().withTimes(1));
            client.batchPutMetrics(put(datum("m").build()));
            assertThat(receiver.received().items()).isEqualTo(4);
            assertThat(receiver.received().requests().get(Operation.BATCH_PUT_METRICS))
                    .isEqualTo(new RequestCounts(
                            4, 4, Map.of("ThrottlingException", 2L, "ServiceUnavailable", 1L, "Disconnected", 1L)));
        }
    }

    @Test
    void theDeclaredExceptionOfAHeartbeatReachesTheClient() throws IOException {
        try (Receiver receiver = Receiver.start(ReceiverOptions.defaults());
                SagemakerEdgeClient client = edge(receiver, EXAMPLE)) {
            receiver.faults(Fault.error(500, "InternalServiceException"));
            assertThatThrownBy(() -> client.sendHeartbeat(heartbeat()))
                    .isInstanceOf(InternalServiceException.class)
                    .hasMessageContaining("This failure was asked for");
        }
    }

    @Test
    void whatWasPutIsReadBackByStepAndByTime() throws IOException {
        try (Receiver receiver = Receiver.start(ReceiverOptions.defaults());
                SageMakerMetricsClient client = metrics(receiver, EXAMPLE)) {
            client.batchPutMetrics(put(
                    datum("m").step(7).value(3.0).build(),
                    datum("m").step(7).value(5.0).build(),
                    datum("m").step(8).value(1.0).build(),
                    datum("n").step(7).value(9.0).build(),
                    datum("m").value(4.0).build()));
            assertThat(read(client, MetricStatistic.AVG, XAxisType.ITERATION_NUMBER)
                            .metricValues())
                    .containsExactly(4.0, 1.0);
            assertThat(read(client, MetricStatistic.STD_DEV, XAxisType.ITERATION_NUMBER)
                            .metricValues())
                    .containsExactly(1.0, 0.0);
            assertThat(read(client, MetricStatistic.LAST, XAxisType.ITERATION_NUMBER)
                            .xAxisValues())
                    .containsExactly(7L, 8L);
            MetricQueryResult byTime = read(client, MetricStatistic.COUNT, XAxisType.TIMESTAMP);
            assertThat(byTime.metricValues()).containsExactly(4.0);
            assertThat(byTime.xAxisValues()).containsExactly(NOW.getEpochSecond() / 3600 * 3600);
        }
    }

    private static MetricQueryResult read(SageMakerMetricsClient client, MetricStatistic statistic, XAxisType axis) {
        return client.batchGetMetrics(request -> request.metricQueries(query -> query.metricName("m")
                        .resourceArn("arn:aws:sagemaker:us-east-1:123456789012:experiment-trial-component/trial")
                        .metricStat(statistic)
                        .period(Period.ONE_HOUR)
                        .xAxisType(axis)))
                .metricQueryResults()
                .get(0);
    }

    private static BatchPutMetricsError error(PutMetricsErrorCode code, int index) {
        return BatchPutMetricsError.builder().code(code).metricIndex(index).build();
    }
}
