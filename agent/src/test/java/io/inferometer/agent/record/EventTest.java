package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventTest {

    private record Call(int model, int outcome, long nanos, long items) {}

    private static final long LONGEST_IN_HEAD = (1L << 40) - 1;

    private static EventLog log(ChunkExchange exchange, List<Call> folded) {
        return new EventLog(exchange, (m, o, d, i) -> folded.add(new Call(m, o, d, i)), crowded -> {});
    }

    private static List<Call> roundTrip(List<Call> calls) {
        ChunkExchange exchange = new ChunkExchange(1000);
        List<Call> read = new ArrayList<>();
        EventLog log = log(exchange, read);
        for (Call call : calls) {
            log.record(call.model, call.outcome, call.nanos, call.items);
        }
        CallSink sink = (m, o, d, i) -> read.add(new Call(m, o, d, i));
        long taken = exchange.drain(sink) + log.drainPublished(new long[Chunk.CAPACITY], sink);
        assertThat(taken).isEqualTo(calls.size());
        return read;
    }

    @Test
    void whatIsWrittenIsRead() {
        List<Call> calls = new ArrayList<>();
        long[] durations = {0, 1, LONGEST_IN_HEAD, LONGEST_IN_HEAD + 1, 1L << 50, (1L << 61) - 1};
        for (int model : new int[] {0, 1, Event.MAX_MODELS - 1}) {
            for (int outcome = 0; outcome < 4; outcome++) {
                for (long nanos : durations) {
                    for (long items : new long[] {0, 1, 4096, (1L << 61) - 1}) {
                        calls.add(new Call(model, outcome, nanos, items));
                    }
                }
            }
        }
        assertThat(roundTrip(calls)).isEqualTo(calls);
    }

    @Test
    void randomCallsSurviveAcrossChunks() {
        for (long seed = 1; seed <= 5; seed++) {
            Random random = new Random(seed);
            List<Call> calls = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                calls.add(new Call(
                        random.nextInt(Event.MAX_MODELS),
                        random.nextInt(4),
                        random.nextLong() >>> (3 + random.nextInt(60)),
                        random.nextInt(3) == 0 ? random.nextLong() >>> (3 + random.nextInt(60)) : 0));
            }
            assertThat(roundTrip(calls)).as("seed %d", seed).isEqualTo(calls);
        }
    }

    @Test
    void itemsThatAreNotKnownAreZero() {
        assertThat(roundTrip(List.of(new Call(3, 0, 5, -1)))).containsExactly(new Call(3, 0, 5, 0));
    }

    @Test
    void aHeadAndItsExtrasAreNeverParted() {
        int fillers = Chunk.CAPACITY - 2;
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < fillers; i++) {
            calls.add(new Call(0, 0, i, 0));
        }
        calls.add(new Call(1, 3, LONGEST_IN_HEAD + 1, 77));
        assertThat(roundTrip(calls)).isEqualTo(calls);
    }

    @Test
    void onlyDurationsOverEighteenMinutesNeedAnExtraWord() {
        assertThat(Event.fits(LONGEST_IN_HEAD)).isTrue();
        assertThat(Event.fits(LONGEST_IN_HEAD + 1)).isFalse();
        assertThat(LONGEST_IN_HEAD / 60_000_000_000L).isEqualTo(18);
    }
}
