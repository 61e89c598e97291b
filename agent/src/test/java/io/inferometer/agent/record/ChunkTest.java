package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ChunkTest {

    private static final CallSink PREPARED = (model, outcome, nanos, items) -> {};

    /** As many as a chunk holds: one word tells the series of them all. */
    private static final int CALLS = Chunk.CAPACITY - 1;

    private final List<Long> taken = new ArrayList<>();
    private final CallSink sink = (model, outcome, nanos, items) -> taken.add(nanos);
    private final int[] copy = new int[Chunk.CAPACITY];

    private static void append(Chunk chunk, int from, int to) {
        for (int i = from; i < to; i++) {
            chunk.append(0, i, 0, null);
        }
    }

    @Test
    void eachPublishedEventIsTakenOnce() {
        Chunk chunk = new Chunk();
        append(chunk, 0, 3);
        assertThat(chunk.drainPublished(new EventCursor(), copy, sink)).isEqualTo(3);
        assertThat(chunk.drainPublished(new EventCursor(), copy, sink)).isZero();
        append(chunk, 3, 5);
        assertThat(chunk.drainPublished(new EventCursor(), copy, sink)).isEqualTo(2);
        assertThat(taken).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void aFoldTakesWhatTheReaderHasNotAndEmptiesTheChunk() {
        Chunk chunk = new Chunk();
        append(chunk, 0, 3);
        chunk.drainPublished(new EventCursor(), copy, sink);
        append(chunk, 3, CALLS);
        assertThat(chunk.hasRoom(1)).isFalse();
        List<Long> folded = new ArrayList<>();
        assertThat(chunk.fold(new EventCursor(), PREPARED, (model, outcome, nanos, items) -> folded.add(nanos)))
                .isEqualTo(CALLS - 3);
        assertThat(folded).first().isEqualTo(3L);
        assertThat(chunk.hasRoom(Chunk.CAPACITY)).isTrue();
        assertThat(chunk.drainPublished(new EventCursor(), copy, sink)).isZero();
        append(chunk, 1000, 1001);
        assertThat(chunk.drainPublished(new EventCursor(), copy, sink)).isEqualTo(1);
        assertThat(taken).containsExactly(0L, 1L, 2L, 1000L);
    }

    @Test
    void aChunkGivenUpIsTakenFromWhereTheReaderStoppedAndIsEmptyAfterwards() {
        Chunk chunk = new Chunk();
        append(chunk, 0, 10);
        chunk.drainPublished(new EventCursor(), copy, sink);
        append(chunk, 10, 20);
        assertThat(chunk.drainRest(new EventCursor(), sink)).isEqualTo(10);
        assertThat(taken).hasSize(20).doesNotHaveDuplicates();
        assertThat(chunk.drainRest(new EventCursor(), sink)).isZero();
        assertThat(chunk.hasRoom(Chunk.CAPACITY)).isTrue();
    }

    @Test
    @Timeout(60)
    void whoMustNotMissAFoldWaitsForItsEnd() throws InterruptedException {
        Chunk chunk = new Chunk();
        append(chunk, 0, 3);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger folded = new AtomicInteger();
        Thread writer = new Thread(() -> chunk.fold(new EventCursor(), PREPARED, (model, outcome, nanos, items) -> {
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            folded.incrementAndGet();
        }));
        chunk.awaitFold(Long.MAX_VALUE);
        writer.start();
        begun.await();
        assertThat(chunk.drainPublished(new EventCursor(), copy, sink))
                .as("the writer has them")
                .isZero();
        chunk.awaitFold(System.nanoTime());
        assertThat(folded).as("not beyond the deadline").hasValue(0);
        goOn.countDown();
        chunk.awaitFold(System.nanoTime() + TimeUnit.SECONDS.toNanos(50));
        assertThat(folded).hasValue(3);
        writer.join();
    }

    /** The one place where two threads contend for the same words. */
    @Test
    @Timeout(60)
    void aFoldAndADrainAtTheSameTimeNeverTakeTheSameEventNorMissOne() throws InterruptedException {
        int events = 100_000_000;
        Chunk chunk = new Chunk();
        BitSet drained = new BitSet(events);
        BitSet folded = new BitSet(events);
        long[] doubled = new long[1];
        AtomicBoolean written = new AtomicBoolean();
        Thread reader = new Thread(() -> {
            int[] space = new int[Chunk.CAPACITY];
            boolean last;
            do {
                last = written.get();
                chunk.drainPublished(new EventCursor(), space, (model, outcome, nanos, items) -> {
                    doubled[0] += drained.get((int) nanos) ? 1 : 0;
                    drained.set((int) nanos);
                });
            } while (!last);
        });
        reader.start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
        int made = 0;
        long state = 1;
        while (made < events && System.nanoTime() < deadline) {
            // Folded early, at any filling: a reader that has taken nothing from this one has the least to notice it
            // by.
            state = state * 6364136223846793005L + 1442695040888963407L;
            int burst = state < 0 ? 1 + (int) (state >>> 60) : (int) (state >>> 54);
            for (int i = 0; i < burst && made < events && chunk.hasRoom(Event.MAX_WORDS); i++) {
                chunk.append(0, made++, 0, null);
            }
            chunk.fold(new EventCursor(), PREPARED, (model, outcome, nanos, items) -> folded.set((int) nanos));
        }
        written.set(true);
        reader.join();

        assertThat(doubled[0]).as("taken twice by the reader").isZero();
        assertThat(drained.intersects(folded)).as("taken by both").isFalse();
        BitSet either = (BitSet) drained.clone();
        either.or(folded);
        assertThat(either.cardinality()).as("taken at all").isEqualTo(made);
        assertThat(drained.isEmpty()).as("the reader never won").isFalse();
        assertThat(folded.isEmpty()).as("the writer never won").isFalse();
    }
}
