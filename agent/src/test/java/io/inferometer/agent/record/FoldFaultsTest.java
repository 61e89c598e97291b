package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A writer that finds neither an empty chunk nor memory, in which only the call that is being recorded is lost. */
@Tag("safety")
@Timeout(60)
class FoldFaultsTest {

    private final Tally folded = new Tally();

    /** How many more calls may be prepared for, and taken. */
    private int prepared = Integer.MAX_VALUE;

    private int taken = Integer.MAX_VALUE;

    private final CallSink folding = new CallSink() {
        @Override
        public void prepare(int model, int outcome, long nanos, long items) {
            if (prepared-- == 0) {
                throw new OutOfMemoryError("while preparing");
            }
        }

        @Override
        public void call(int model, int outcome, long nanos, long items) {
            if (taken == 0) {
                throw new StackOverflowError("while folding");
            }
            taken--;
            folded.call(model, outcome, nanos, items);
        }

        @Override
        public void calls(int model, int outcome, int[] nanos, int from, int to) {
            if (taken < to - from) {
                throw new StackOverflowError("while folding");
            }
            taken -= to - from;
            CallSink.super.calls(model, outcome, nanos, from, to);
            taken += to - from;
        }
    };

    private final ChunkExchange exchange = new ChunkExchange(1);
    private final EventLog log = new EventLog(exchange, folding, urgent -> {});

    private int fill() {
        int calls = 0;
        // One word each but the first, of two words; turned in once, then full.
        for (; calls < 2 * Chunk.CAPACITY - 2 * Event.MAX_WORDS; calls++) {
            log.record(calls % 2, 0, 5, 3);
        }
        return calls;
    }

    /** Returns how many calls were recorded before a fold met an error after a hundred of them. */
    private long recordUntilAFoldStops() {
        taken = 100;
        for (long calls = 0; ; calls++) {
            try {
                log.record(0, 0, 5, 3);
            } catch (StackOverflowError halfway) {
                return calls;
            }
        }
    }

    @Test
    void whereNothingCanBePreparedNothingHasHappened() {
        int calls = 0;
        long lost = 0;
        for (int i = 0; i < 5 * Chunk.CAPACITY; i++) {
            prepared = i % 3 == 0 ? i % 100 : Integer.MAX_VALUE;
            try {
                log.record(i % 2, i % 4, i, i % 5);
                calls++;
            } catch (OutOfMemoryError expected) {
                lost++;
            }
        }
        Tally tally = new Tally();
        long drained = exchange.drain(tally) + log.drainPublished(new EventCursor(), new int[Chunk.CAPACITY], tally);
        assertThat(lost).isPositive();
        assertThat(log.recorded()).isEqualTo(calls);
        assertThat(folded.calls()).isPositive();
        assertThat(drained + folded.calls()).isEqualTo(calls);
    }

    @Test
    void aFoldThatWasNotFinishedGoesOn() {
        int calls = 0;
        long lost = 0;
        Tally tally = new Tally();
        int[] copy = new int[Chunk.CAPACITY];
        for (int i = 0; i < 5 * Chunk.CAPACITY; i++) {
            taken = i % 3 == 0 ? i % 1000 : Integer.MAX_VALUE;
            try {
                log.record(i % 2, i % 4, i, i % 5);
                calls++;
            } catch (StackOverflowError expected) {
                lost++;
                // Neither a reader nor an empty chunk may come between the halves of a fold.
                if (lost % 2 == 0) {
                    exchange.drain(tally);
                }
                log.drainPublished(new EventCursor(), copy, tally);
            }
        }
        exchange.drain(tally);
        log.drainPublished(new EventCursor(), copy, tally);
        assertThat(lost).isPositive();
        assertThat(log.recorded()).isEqualTo(calls);
        assertThat(tally.calls() + folded.calls()).isEqualTo(calls);
    }

    /** The chunk has no room for a call with notes, but some for calls like the last one. */
    @Test
    void callsAddedBehindAFoldThatWasNotFinishedAreInTheNext() {
        Tally tally = new Tally();
        long calls = recordUntilAFoldStops();
        for (int i = 0; i < 5; i++) {
            try {
                log.record(0, 0, 5, 0);
                calls++;
            } catch (StackOverflowError noRoomAnyMore) {
                break;
            }
        }
        taken = Integer.MAX_VALUE;
        log.record(0, 0, 5, 3);
        calls++;
        exchange.drain(tally);
        log.drainPublished(new EventCursor(), new int[Chunk.CAPACITY], tally);
        assertThat(log.recorded()).isEqualTo(calls);
        assertThat(tally.calls() + folded.calls()).isEqualTo(calls);
    }

    @Test
    void theReaderFinishesTheFoldOfTheDead() {
        Tally tally = new Tally();
        long calls = recordUntilAFoldStops();
        taken = Integer.MAX_VALUE;
        exchange.drain(tally);
        log.drainPublished(new EventCursor(), new int[Chunk.CAPACITY], tally);
        assertThat(tally.calls() + folded.calls()).isLessThan(calls);
        log.finishFold();
        assertThat(tally.calls() + folded.calls()).isEqualTo(calls);
    }

    @Test
    void preparingNeedsNoMemoryTwice() {
        AtomicHistogram histogram = new AtomicHistogram(Buckets.DURATIONS);
        histogram.prepare(1_000);
        histogram.add(1_000);
        long[] count = new long[1];
        assertThat(histogram.drain(new AtomicHistogram.Sink() {
                    @Override
                    public void bucket(int index, long values) {
                        count[0] += values;
                    }

                    @Override
                    public void totals(long sum, long min, long max) {
                        assertThat(sum).isEqualTo(1_000).isEqualTo(min).isEqualTo(max);
                    }
                }))
                .isEqualTo(1)
                .isEqualTo(count[0]);
    }

    @Test
    void aFullLogSaysWhatItCouldNotDo() {
        fill();
        prepared = 0;
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 2 * Event.MAX_WORDS; i++) {
                        log.record(i % 2, 0, 5, 3);
                    }
                })
                .isInstanceOf(OutOfMemoryError.class);
    }
}
