package io.inferometer.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stack ends at any point of turning a chunk in: that happens as a whole or not at all. */
@Timeout(60)
class ExecutionStackTest {

    private static final int DIVES = 40;
    private static final int CHUNKS = 4;

    private final ChunkExchange exchange = new ChunkExchange(CHUNKS);
    private final Set<Long> taken = new HashSet<>();
    private final Set<Long> doubled = new HashSet<>();
    private final Set<Long> strayed = new HashSet<>();
    private final Set<Long> written = new HashSet<>();
    private final CallSink sink = (model, outcome, nanos, items) -> {
        if (!taken.add(nanos)) {
            doubled.add(nanos);
        }
        if (model != model(nanos)) {
            strayed.add(nanos);
        }
    };
    private final EventLog log = new EventLog(exchange, sink, urgent -> {});
    private long next;
    private int stopped;

    @BeforeAll
    static void initialise() {
        Rehearsal.initialise();
    }

    @Test
    void aChunkIsTurnedInOrKept() throws InterruptedException {
        Thread diver = new Thread(
                null,
                () -> {
                    for (int dive = 0; dive < DIVES; dive++) {
                        shift(dive % 13);
                        if (dive % (2 * CHUNKS) == 0) {
                            exchange.drain(sink);
                        }
                    }
                },
                "diver",
                256 << 10);
        diver.start();
        diver.join();
        log.turnIn();
        exchange.drain(sink);

        assertThat(stopped).as("turned in where the stack ended").isGreaterThan(DIVES);
        assertThat(taken).containsAll(written);
        assertThat(doubled).isEmpty();
        assertThat(strayed).as("given to another model").isEmpty();
        assertThat(log.recorded()).isEqualTo(taken.size());
        for (int i = 0; i < CHUNKS; i++) {
            assertThat(exchange.take()).as("chunks left to hand out").isNotNull();
        }
        assertThat(exchange.drain(sink)).isZero();
    }

    private static int model(long event) {
        return (int) event & 1;
    }

    /** Frames of another size than {@link #dive} has: the stack ends elsewhere each time. */
    private void shift(long frames) {
        if (frames > 0) {
            shift(frames - 1);
        } else {
            dive();
        }
    }

    /**
     * Tries where the stack ends, and then one frame further out each time, until there is room enough.
     *
     * @return whether there was not
     */
    @SuppressWarnings("InfiniteRecursion")
    private boolean dive() {
        boolean tooDeep;
        try {
            tooDeep = dive();
        } catch (StackOverflowError end) {
            tooDeep = true;
        }
        if (!tooDeep) {
            return false;
        }
        long event = next;
        try {
            next++;
            log.record(model(event), 0, event, 0);
            log.turnIn();
        } catch (StackOverflowError end) {
            stopped++;
            return true;
        }
        // More stack than was needed.
        written.add(event);
        return false;
    }
}
