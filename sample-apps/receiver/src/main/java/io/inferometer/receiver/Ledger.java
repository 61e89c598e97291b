package io.inferometer.receiver;

import io.inferometer.receiver.cloudwatch.DataBooks;
import io.inferometer.receiver.edge.HeartbeatBooks;
import io.inferometer.receiver.http.Answer;
import io.inferometer.receiver.logs.LogBooks;
import io.inferometer.receiver.operation.Handler;
import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.operation.RequestCounts;
import io.inferometer.receiver.operation.RequestException;
import io.inferometer.receiver.s3.LentCredentials;
import io.inferometer.receiver.s3.ObjectBooks;
import io.inferometer.receiver.sagemaker.ItemBooks;
import io.inferometer.receiver.sentinel.RunBooks;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The books: how requests ended, and those of each service. Thread-safe: every method takes the monitor, which guards the
 * services' books too, for a handler writes to them only while {@link #execute} runs it.
 */
final class Ledger {
    private final Map<Operation, RequestCounts> requests = new EnumMap<>(Operation.class);
    private final ItemBooks items = new ItemBooks();
    private final HeartbeatBooks heartbeats = new HeartbeatBooks();
    private final DataBooks metricData = new DataBooks();
    private final LogBooks logs = new LogBooks();
    private final ObjectBooks objects = new ObjectBooks();
    private final RunBooks runs = new RunBooks();
    private final LentCredentials lent = new LentCredentials();
    private long unknownRequests;

    Ledger() {
        reset();
    }

    /** For the handlers of Amazon SageMaker Metrics. */
    ItemBooks items() {
        return items;
    }

    /** For the handlers of Amazon SageMaker Edge Manager. */
    HeartbeatBooks heartbeats() {
        return heartbeats;
    }

    /** For the handlers of Amazon CloudWatch. */
    DataBooks metricData() {
        return metricData;
    }

    /** For the handlers of Amazon CloudWatch Logs. */
    LogBooks logs() {
        return logs;
    }

    /** For the handlers of Amazon S3, and for those of Sentinel, which read the objects. */
    ObjectBooks objects() {
        return objects;
    }

    /** For the handlers of Spare Cores Sentinel. */
    RunBooks runs() {
        return runs;
    }

    /** The credentials that are valid for putting objects. Thread-safe, also without this monitor. */
    LentCredentials lent() {
        return lent;
    }

    synchronized void reset() {
        for (Operation operation : Operation.values()) {
            requests.put(operation, RequestCounts.NONE);
        }
        items.clear();
        heartbeats.clear();
        metricData.clear();
        logs.clear();
        objects.clear();
        runs.clear();
        lent.clear();
        unknownRequests = 0;
    }

    synchronized void unknown() {
        unknownRequests++;
    }

    synchronized void reject(Operation operation, String error) {
        requests.compute(operation, (key, counts) -> counts.plusRejected(error));
    }

    /** Does what was asked for, and counts the request as accepted unless that throws. */
    synchronized Answer execute(Operation operation, Handler.Execution execution) throws RequestException {
        Answer answer = execution.run();
        requests.compute(operation, (key, counts) -> counts.plusAccepted());
        return answer;
    }

    synchronized Received snapshot() {
        return new Received(
                Collections.unmodifiableMap(new EnumMap<>(requests)),
                unknownRequests,
                items.stored(),
                items.errors(),
                items.metrics(),
                heartbeats.models(),
                heartbeats.notSummarised(),
                items.latest(),
                heartbeats.latest(),
                items.repeats(),
                heartbeats.repeats(),
                metricData.snapshot(),
                logs.snapshot(),
                runs.snapshot(),
                objects.uris());
    }
}
