package io.inferometer.receiver.sentinel;

import io.inferometer.receiver.operation.Newest;
import java.util.List;

/**
 * The runs up to one moment. Immutable.
 *
 * @param registered how many there ever were
 * @param finished how many of them were finished
 * @param latest the newest, the newest last
 */
public record ReceivedRuns(long registered, long finished, List<ReceivedRun> latest) {

    /** The same with no more than {@code count} of the latest of every kind. */
    public ReceivedRuns latest(int count) {
        return new ReceivedRuns(
                registered,
                finished,
                Newest.tail(latest, count).stream()
                        .map(run -> run.latest(count))
                        .toList());
    }
}
