package io.inferometer.exporter.aws.logs;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.aws.RequestSequence;
import io.inferometer.exporter.aws.TimeLimits;
import io.inferometer.exporter.aws.WindowProgress;
import io.inferometer.exporter.awsclient.AwsFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
     * @param first the item of the first event; those of the others follow it
     * @return {@code RetryLater} when events are left: the same events and progress are to be offered again; empty when there are none
     */
    Optional<Delivery> write(LogEvents events, int first, WindowProgress progress) {
        return new Requests(events, first, progress).send();
    }

    private final class Requests extends RequestSequence<LogBatch> {

        private final LogEvents events;
        private final int first;
        private final WindowProgress progress;
        private final Instant now = clock.instant();
        private final int[] order;
        private int next;

        Requests(LogEvents events, int first, WindowProgress progress) {
            super(PUT);
            this.events = events;
            this.first = first;
            this.progress = progress;
            this.order = ascending(events);
        }

        @Override
        protected Optional<LogBatch> next() {
            LogBatch batch = new LogBatch();
            while (next < order.length && takes(batch, order[next])) {
                next++;
            }
            return batch.size() == 0 ? Optional.empty() : Optional.of(batch);
        }

        /** Returns whether the event is done with: in the batch, or settled. */
        private boolean takes(LogBatch batch, int event) {
            int item = first + event;
            if (progress.isSettled(item)) {
                return true;
            }
            long millis = events.millis(event);
            Optional<String> untimely = TimeLimits.tooOld(millis, now).or(() -> TimeLimits.tooNew(millis, now));
            if (untimely.isPresent()) {
                progress.rejected(item, untimely.get());
                return true;
            }
            String message = events.message(event);
            if (message.isEmpty()) {
                progress.rejected(item, "empty");
                return true;
            }
            return batch.add(item, millis, message);
        }

        @Override
        protected Optional<Delivery> put(LogBatch batch) {
            try {
                book(batch, putOrCreate(batch), progress);
            } catch (DataAlreadyAcceptedException before) {
                book(batch, null, progress);
            } catch (CreationFailure failure) {
                return Optional.of(failure.delivery);
            }
            return Optional.empty();
        }

        @Override
        protected boolean divide(LogBatch batch, RuntimeException failure, Deque<LogBatch> parts) {
            if (batch.size() == 1 || !AwsFailure.isTooLarge(failure)) {
                return false;
            }
            List<LogBatch> halves = batch.halves();
            parts.addFirst(halves.get(1));
            parts.addFirst(halves.get(0));
            return true;
        }

        /** One bad event spoils its batch, not the rest. */
        @Override
        protected void reject(LogBatch batch, String reason) {
            progress.rejected(batch.places(), reason);
        }
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
