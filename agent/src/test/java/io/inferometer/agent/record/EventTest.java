package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {

    private record Call(int model, int outcome, long nanos, long items) {}

    private static final long LONGEST_SHORT = Integer.MAX_VALUE;
    private static final int PLENTY = 1000;

    /** Of a call that may tell its series in its only word. */
    private static final long LONGEST_WITH_SERIES = (1 << 17) - 1;

    private static final int MODELS_WITH_DURATION = 1 << 10;

    private final List<Call> calls = new ArrayList<>();
    private final List<Call> read = new ArrayList<>();
    private final CallSink sink = (m, o, d, i) -> read.add(new Call(m, o, d, i));

    private EventLog log(ChunkExchange exchange) {
        return new EventLog(exchange, sink, crowded -> {});
    }

    private void record(EventLog log, Call call) {
        calls.add(call);
        log.record(call.model, call.outcome, call.nanos, call.items);
    }

    private void drain(ChunkExchange exchange, EventLog log) {
        int before = read.size();
        long taken = exchange.drain(sink) + log.drainPublished(new EventCursor(), new int[Chunk.CAPACITY], sink);
        assertThat(taken).isEqualTo(read.size() - before);
    }

    private static long upTo61Bits(Random random) {
        return random.nextLong() >>> (3 + random.nextInt(61));
    }

    /** Few series, so that calls alike follow each other, and every now and then one that needs all the notes there are. */
    private static Call call(Random random) {
        boolean rare = random.nextInt(10) == 0;
        return new Call(
                rare ? random.nextInt(Event.MAX_MODELS) : random.nextInt(2),
                rare ? random.nextInt(4) : 0,
                upTo61Bits(random),
                rare ? upTo61Bits(random) : 0);
    }

    @Test
    void whatIsWrittenIsRead() {
        ChunkExchange exchange = new ChunkExchange(PLENTY);
        EventLog log = log(exchange);
        long[] durations = {
            0,
            1,
            LONGEST_WITH_SERIES,
            LONGEST_WITH_SERIES + 1,
            LONGEST_SHORT,
            LONGEST_SHORT + 1,
            1L << 50,
            Event.MAX_VALUE
        };
        long[] batches = {0, 1, (1 << 27) - 1, 1 << 27, LONGEST_SHORT, LONGEST_SHORT + 1, Event.MAX_VALUE};
        int[] models = {0, 1, MODELS_WITH_DURATION - 1, MODELS_WITH_DURATION, Event.MAX_MODELS - 1};
        for (int model : models) {
            for (int outcome = 0; outcome < 4; outcome++) {
                for (long nanos : durations) {
                    for (long items : batches) {
                        record(log, new Call(model, outcome, nanos, items));
                    }
                    // Of another series than the one before.
                    record(log, new Call(model ^ 1, outcome, nanos, 0));
                }
            }
        }
        drain(exchange, log);
        assertThat(read).isEqualTo(calls);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void randomCallsSurviveAcrossChunks(long seed) {
        ChunkExchange exchange = new ChunkExchange(PLENTY);
        EventLog log = log(exchange);
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            record(log, call(random));
        }
        drain(exchange, log);
        assertThat(read).isEqualTo(calls);
    }

    /** The series of what is left may have been told in what was taken. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whereverReadingAndFoldingBeginEachCallKeepsItsSeries(long seed) {
        Random random = new Random(seed);
        int limit = (int) seed & 1;
        ChunkExchange exchange = new ChunkExchange(limit);
        List<Call> folded = new ArrayList<>();
        EventLog log = new EventLog(exchange, (m, o, d, i) -> folded.add(new Call(m, o, d, i)), crowded -> {});
        for (int i = 0; i < 50_000; i++) {
            record(log, call(random));
            if (random.nextInt(2_000) < seed) {
                drain(exchange, log);
            }
        }
        drain(exchange, log);
        if (limit == 0) {
            assertThat(folded).hasSizeGreaterThan(Chunk.CAPACITY);
        }
        read.addAll(folded);
        assertThat(counts(read)).isEqualTo(counts(calls));
    }

    private static Map<Call, Long> counts(List<Call> of) {
        return of.stream().collect(Collectors.groupingBy(call -> call, Collectors.counting()));
    }

    @Test
    void itemsThatAreNotKnownAreZero() {
        ChunkExchange exchange = new ChunkExchange(1);
        EventLog log = log(exchange);
        log.record(3, 0, 5, -1);
        drain(exchange, log);
        assertThat(read).containsExactly(new Call(3, 0, 5, 0));
    }

    @Test
    void aCallAndItsNotesAreNeverParted() {
        for (int left = 0; left <= Event.MAX_WORDS + 1; left++) {
            ChunkExchange exchange = new ChunkExchange(1);
            EventLog log = log(exchange);
            for (int i = 0; i < Chunk.CAPACITY - 1 - left; i++) {
                record(log, new Call(0, 0, i, 0));
            }
            record(log, new Call(1, 3, LONGEST_SHORT + 1, 77));
            record(log, new Call(1, 3, 5, 0));
            drain(exchange, log);
        }
        assertThat(read).isEqualTo(calls);
    }

    @Test
    void noCallTakesMoreWordsThanItMay() {
        ThreadLog log = new ThreadLog(Thread.currentThread(), new ChunkExchange(0), sink, crowded -> {});
        SampledCalls sampler = new SampledCalls(log, Event.MAX_MODELS - 1, 1, Event.MAX_VALUE, Timing.oneIn(2));
        int many = 1 << 27;
        for (int i = 0; i < many; i++) {
            sampler.end();
        }
        int[] words = new int[Event.MAX_WORDS];
        int series = Event.series(Event.MAX_MODELS - 1, 3);
        int end = Event.encode(words, 0, Event.NO_SERIES, series, Event.MAX_VALUE, Event.MAX_VALUE, sampler);
        assertThat(end).isEqualTo(Event.MAX_WORDS);
        List<Long> told = new ArrayList<>();
        EventCursor cursor = new EventCursor();
        cursor.begin(words, 0, end, Event.NO_SERIES);
        cursor.drainTo(new CallSink() {
            @Override
            public void call(int model, int outcome, long nanos, long items) {
                throw new AssertionError("it was timed for others too");
            }

            @Override
            public void sample(int model, long nanos, MeasureValues values, long number, long calls) {
                told.addAll(List.of((long) model, nanos, values.items(), number, calls));
            }
        });
        assertThat(told)
                .containsExactly(Event.MAX_MODELS - 1L, Event.MAX_VALUE, Event.MAX_VALUE, Event.MAX_VALUE, (long) many);
    }

    @Test
    void onlyDurationsOverTwoSecondsNeedANote() {
        assertThat(Event.isShort(LONGEST_SHORT)).isTrue();
        assertThat(Event.isShort(LONGEST_SHORT + 1)).isFalse();
        assertThat(LONGEST_SHORT / 1_000_000_000L).isEqualTo(2);
    }

    @Test
    void callsAlikeTakeAWordEach() {
        ChunkExchange exchange = new ChunkExchange(1);
        EventLog log = log(exchange);
        for (int i = 0; i < Chunk.CAPACITY - 1; i++) {
            record(log, new Call(7, 2, LONGEST_SHORT - i, 0));
        }
        assertThat(exchange.hasFull()).isFalse();
        record(log, new Call(7, 2, 1, 0));
        assertThat(exchange.hasFull()).isTrue();
        drain(exchange, log);
        assertThat(read).isEqualTo(calls);
    }

    @Test
    void shortCallsByTurnsTakeAWordEach() {
        ChunkExchange exchange = new ChunkExchange(1);
        EventLog log = log(exchange);
        for (int i = 0; i < Chunk.CAPACITY; i++) {
            record(log, new Call(MODELS_WITH_DURATION - 1 - i % 3, 0, LONGEST_WITH_SERIES, 0));
        }
        assertThat(exchange.hasFull()).isFalse();
        for (int i = 0; i < Chunk.CAPACITY / 2 - Event.MAX_WORDS; i++) {
            record(log, new Call(i % 2, 0, LONGEST_WITH_SERIES + 1, 0));
        }
        drain(exchange, log);
        assertThat(exchange.hasFull()).isFalse();
        for (int i = 0; i < Event.MAX_WORDS; i++) {
            record(log, new Call(MODELS_WITH_DURATION + i % 2, 0, 1, 0));
        }
        assertThat(exchange.hasFull()).as("two words each").isTrue();
        drain(exchange, log);
        assertThat(read).isEqualTo(calls);
    }
}
