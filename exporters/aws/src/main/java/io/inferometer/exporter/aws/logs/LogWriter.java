package io.inferometer.exporter.aws.logs;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.aws.AwsFailure;
import io.inferometer.exporter.aws.TimeLimits;
import io.inferometer.exporter.aws.WindowProgress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.DataAlreadyAcceptedException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LimitExceededException;
import software.amazon.awssdk.services.cloudwatchlogs.model.RejectedLogEventsInfo;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/**
 * Writes events to one stream, which it makes when it is not there. Events may come in any order of time and of any age
 * and length: they go out in ascending order, in batches that the service takes; what it would not take is left out and
 * counted. Used by one thread.
 */
public final class LogWriter {

    private static final String PUT = "logs:PutLogEvents";
    private static final String CREATE = "logs:CreateLogGroup and logs:CreateLogStream";
    private static final Duration WAIT_FOR_ADMINISTRATOR = Duration.ofSeconds(60);

    private final LogStream stream;
    private final Clock clock;

    public LogWriter(LogStream stream, Clock clock) {
        this.stream = stream;
        this.clock = clock;
    }

    /**
     * Sends what is not settled, and ticks off what that settles.
     *
     * @param progress one item for each event
     * @return {@code RetryLater} when events are left: the same events and progress are to be offered again
     */
    public Delivery write(LogEvents events, WindowProgress progress) {
        int[] order = ascending(events);
        Instant now = clock.instant();
        int next = 0;
        while (next < order.length) {
            LogBatch batch = new LogBatch();
            next = fill(batch, events, order, next, progress, now);
            Optional<Delivery> failure = batch.size() == 0 ? Optional.empty() : sendInParts(batch, progress);
            if (failure.isPresent()) {
                return failure.get();
            }
        }
        return progress.delivery();
    }

    /** @return the place in {@code order} of the first event that the batch has no room for */
    private static int fill(
            LogBatch batch, LogEvents events, int[] order, int start, WindowProgress progress, Instant now) {
        for (int next = start; next < order.length; next++) {
            int event = order[next];
            if (progress.isSettled(event)) {
                continue;
            }
            long millis = events.millis(event);
            Optional<String> untimely = TimeLimits.tooOld(millis, now).or(() -> TimeLimits.tooNew(millis, now));
            if (untimely.isPresent()) {
                progress.rejected(event, untimely.get());
                continue;
            }
            String message = events.message(event);
            if (message.isEmpty()) {
                progress.rejected(event, "empty");
            } else if (!batch.add(event, millis, message)) {
                return next;
            }
        }
        return order.length;
    }

    /** @return why nothing more can be sent now */
    private Optional<Delivery> sendInParts(LogBatch whole, WindowProgress progress) {
        Deque<LogBatch> parts = new ArrayDeque<>(List.of(whole));
        while (!parts.isEmpty()) {
            Optional<Delivery> failure = send(parts.remove(), progress, parts);
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }

    /**
     * @param parts takes the halves of a batch that is too large, ahead of the others
     * @return why nothing more can be sent now
     */
    private Optional<Delivery> send(LogBatch batch, WindowProgress progress, Deque<LogBatch> parts) {
        try {
            book(batch, putOrCreate(batch), progress);
        } catch (DataAlreadyAcceptedException before) {
            book(batch, null, progress);
        } catch (CreationFailure failure) {
            return Optional.of(failure.delivery);
        } catch (RuntimeException failure) {
            Delivery delivery = AwsFailure.delivery(failure, PUT);
            if (!(delivery instanceof Delivery.Rejected rejected)) {
                return Optional.of(delivery);
            }
            if (batch.size() > 1 && AwsFailure.isTooLarge(failure)) {
                List<LogBatch> halves = batch.halves();
                parts.addFirst(halves.get(1));
                parts.addFirst(halves.get(0));
            } else {
                // One bad event spoils its batch, not the rest.
                progress.rejected(batch.places(), rejected.reason());
            }
        }
        return Optional.empty();
    }

    private RejectedLogEventsInfo putOrCreate(LogBatch batch) {
        try {
            return stream.put(batch);
        } catch (ResourceNotFoundException missing) {
            create();
        }
        try {
            return stream.put(batch);
        } catch (ResourceNotFoundException notYet) {
            throw new CreationFailure(Delivery.retryLater("the log stream was made and cannot be written to yet"));
        }
    }

    private void create() {
        try {
            stream.create();
        } catch (LimitExceededException full) {
            throw new CreationFailure(new Delivery.RetryLater(
                    WAIT_FOR_ADMINISTRATOR, "the account has no room for another log group: raise its quota"));
        } catch (RuntimeException failure) {
            throw new CreationFailure(AwsFailure.delivery(failure, CREATE));
        }
    }

    /** @param refused null when the service took all */
    private static void book(LogBatch batch, RejectedLogEventsInfo refused, WindowProgress progress) {
        int expired = refused == null ? 0 : orElse(refused.expiredLogEventEndIndex(), 0);
        int tooOld = refused == null ? 0 : orElse(refused.tooOldLogEventEndIndex(), 0);
        int tooNew = refused == null ? batch.size() : orElse(refused.tooNewLogEventStartIndex(), batch.size());
        for (int i = 0; i < batch.size(); i++) {
            int event = batch.place(i);
            if (i < expired) {
                progress.rejected(event, "older than the log group keeps events");
            } else if (i < tooOld) {
                progress.rejected(event, "refused as too old");
            } else if (i >= tooNew) {
                progress.rejected(event, "refused as too far ahead: check this machine's clock");
            } else {
                progress.accepted(event);
            }
        }
        for (int i = 0; i < batch.cut(); i++) {
            progress.complaint("what an event had beyond " + LogBatch.MAX_MESSAGE + " bytes");
        }
    }

    private static int orElse(Integer index, int absent) {
        return index == null ? absent : index;
    }

    private static int[] ascending(LogEvents events) {
        IntStream places = IntStream.range(0, events.size());
        boolean isAscending =
                IntStream.range(1, events.size()).allMatch(event -> events.millis(event - 1) <= events.millis(event));
        return isAscending
                ? places.toArray()
                : places.boxed()
                        .sorted(Comparator.comparingLong(events::millis))
                        .mapToInt(Integer::intValue)
                        .toArray();
    }

    /** The stream is not there and could not be made. */
    private static final class CreationFailure extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient Delivery delivery;

        CreationFailure(Delivery delivery) {
            super(delivery.toString(), null, false, false);
            this.delivery = delivery;
        }
    }
}
