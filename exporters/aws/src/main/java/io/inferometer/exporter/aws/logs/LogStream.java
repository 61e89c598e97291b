package io.inferometer.exporter.aws.logs;

import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.RejectedLogEventsInfo;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** One stream in one group. Used by one thread. */
public final class LogStream {

    private final Supplier<CloudWatchLogsClient> client;
    private final String group;
    private final String name;

    /**
     * @param client asked for each call
     * @param group a name that the service accepts
     * @param name a name that the service accepts
     */
    public LogStream(Supplier<CloudWatchLogsClient> client, String group, String name) {
        this.client = client;
        this.group = group;
        this.name = name;
    }

    /**
     * Sends one batch.
     *
     * @return which events were refused; null when none were
     * @throws ResourceNotFoundException when there is no such stream
     */
    RejectedLogEventsInfo put(LogBatch batch) {
        return client.get()
                .putLogEvents(PutLogEventsRequest.builder()
                        .logGroupName(group)
                        .logStreamName(name)
                        .logEvents(batch.events())
                        .build())
                .rejectedLogEventsInfo();
    }

    /** Makes the stream, and first the group when that is missing. Somebody else may be doing the same. */
    void create() {
        try {
            createStream();
        } catch (ResourceNotFoundException noGroup) {
            createGroup();
            createStream();
        }
    }

    private void createStream() {
        try {
            client.get().createLogStream(request -> request.logGroupName(group).logStreamName(name));
        } catch (ResourceAlreadyExistsException already) {
            // Another instance was first, or the answer to an earlier attempt got lost.
        }
    }

    private void createGroup() {
        try {
            client.get().createLogGroup(request -> request.logGroupName(group));
        } catch (ResourceAlreadyExistsException already) {
            // As above.
        }
    }
}
