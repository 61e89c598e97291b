package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("safety")
class ChunkExchangeTest {

    private static Chunk filled(int events) {
        Chunk chunk = new Chunk();
        for (int i = 0; i < events; i++) {
            chunk.append(0, i, 0, null);
        }
        return chunk;
    }

    private static Chunk swap(ChunkExchange exchange, Chunk full) {
        Chunk empty = exchange.take();
        if (empty != null) {
            exchange.turnIn(full);
        }
        return empty;
    }

    @Test
    void itTakesAsManyFullChunksAsItsLimitAndThenRefuses() {
        ChunkExchange exchange = new ChunkExchange(3);
        for (int i = 0; i < 3; i++) {
            assertThat(swap(exchange, filled(5))).isNotNull();
        }
        assertThat(swap(exchange, filled(5))).isNull();
        assertThat(exchange.hasFull()).isTrue();
        assertThat(exchange.drain((model, outcome, nanos, items) -> {})).isEqualTo(15);
        assertThat(exchange.hasFull()).isFalse();
        for (int i = 0; i < 3; i++) {
            assertThat(swap(exchange, filled(5))).isNotNull();
        }
        assertThat(swap(exchange, filled(5))).isNull();
    }

    @Test
    void withoutAnyChunkItRefusesAtOnce() {
        assertThat(new ChunkExchange(0).take()).isNull();
    }

    @Test
    void chunksComeBackEmpty() {
        ChunkExchange exchange = new ChunkExchange(1);
        Chunk first = filled(7);
        Chunk second = swap(exchange, first);
        exchange.drain((model, outcome, nanos, items) -> {});
        second.append(0, 1, 0, null);
        Chunk third = swap(exchange, second);
        assertThat(third).isSameAs(first);
        assertThat(third.hasRoom(Chunk.CAPACITY)).isTrue();
    }

    @Test
    void theLimitNeverExceedsTheQueues() {
        ChunkExchange exchange = new ChunkExchange(Integer.MAX_VALUE);
        int taken = 0;
        while (swap(exchange, new Chunk()) != null) {
            taken++;
        }
        assertThat(taken).isEqualTo(ChunkExchange.LIMIT);
    }

    /** Several writers, one reader, too few chunks: every event is taken by exactly one side. */
    @Test
    @Timeout(60)
    void everyEventOfEveryWriterIsTakenExactlyOnce() throws InterruptedException {
        int writers = 3;
        int events = 2_000_000;
        ChunkExchange exchange = new ChunkExchange(2);
        List<BitSet> drained = new ArrayList<>();
        List<BitSet> folded = new ArrayList<>();
        List<EventLog> logs = new ArrayList<>();
        long[] doubled = new long[1];
        for (int i = 0; i < writers; i++) {
            drained.add(new BitSet(events));
            folded.add(new BitSet(events));
            BitSet own = folded.get(i);
            logs.add(new EventLog(exchange, (model, outcome, nanos, items) -> own.set((int) nanos), crowded -> {}));
        }
        AtomicBoolean written = new AtomicBoolean();
        CallSink sink = (model, outcome, nanos, items) -> {
            doubled[0] += drained.get(model).get((int) nanos) ? 1 : 0;
            drained.get(model).set((int) nanos);
        };
        Thread reader = new Thread(() -> {
            int[] copy = new int[Chunk.CAPACITY];
            boolean last;
            do {
                last = written.get();
                exchange.drain(sink);
                logs.forEach(log -> log.drainPublished(new EventCursor(), copy, sink));
            } while (!last);
            exchange.drain(sink);
        });
        reader.start();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            int model = i;
            threads.add(new Thread(() -> {
                for (int event = 0; event < events; event++) {
                    logs.get(model).record(model, 0, event, event % 1000 == 0 ? 5 : 0);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        written.set(true);
        reader.join();

        assertThat(doubled[0]).as("taken twice by the reader").isZero();
        for (int i = 0; i < writers; i++) {
            assertThat(drained.get(i).intersects(folded.get(i)))
                    .as("taken by both")
                    .isFalse();
            drained.get(i).or(folded.get(i));
            assertThat(drained.get(i).cardinality())
                    .as("events of writer %d", i)
                    .isEqualTo(events);
            assertThat(logs.get(i).recorded()).isEqualTo(events);
        }
    }
}
