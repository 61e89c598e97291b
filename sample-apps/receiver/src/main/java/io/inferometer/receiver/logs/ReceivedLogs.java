package io.inferometer.receiver.logs;

import io.inferometer.receiver.cloudwatch.ReceivedData;
import io.inferometer.receiver.operation.Newest;
import java.util.List;
import java.util.Map;

/**
 * Log events received up to one moment. Immutable.
 *
 * @param groups by name
 * @param events how many were stored
 * @param rejected how many were refused singly, as too old or too new
 * @param repeats how many of the stored are equal in every part to one of the newest before: a window that came twice
 * @param latest the newest that were stored, the newest last
 * @param embedded how many of the stored are in the embedded metric format
 * @param embeddedWrong how many of those break a rule of the format, so that CloudWatch would extract no metrics
 * @param latestBreaches what is wrong with the newest of them, the newest last
 * @param metrics what was extracted from the others
 */
public record ReceivedLogs(
        Map<String, LogGroup> groups,
        long events,
        long rejected,
        long repeats,
        List<LogEvent> latest,
        long embedded,
        long embeddedWrong,
        List<String> latestBreaches,
        ReceivedData metrics) {

    /** The same with no more than {@code count} of the latest of every kind. */
    public ReceivedLogs latest(int count) {
        return new ReceivedLogs(
                groups,
                events,
                rejected,
                repeats,
                Newest.tail(latest, count),
                embedded,
                embeddedWrong,
                Newest.tail(latestBreaches, count),
                metrics.latest(count));
    }
}
