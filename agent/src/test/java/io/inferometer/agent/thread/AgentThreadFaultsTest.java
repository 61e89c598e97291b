package io.inferometer.agent.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("safety")
@Timeout(30)
class AgentThreadFaultsTest {

    private final ThreadErrors errors = new ThreadErrors();

    @ParameterizedTest
    @MethodSource("io.inferometer.agent.thread.Thrown#kinds")
    void nothingThatATurnThrowsEndsTheThread(Throwable kind) throws InterruptedException {
        AtomicInteger turns = new AtomicInteger();
        Thread thread = new AgentThread(
                "test",
                () -> {
                    if (turns.incrementAndGet() <= 3) {
                        throw kind;
                    }
                    return false;
                },
                errors);
        thread.start();
        thread.join();
        assertThat(turns).hasValue(4);
        // An interrupt is no error.
        assertThat(errors.count()).isEqualTo(kind instanceof InterruptedException ? 0 : 3);
    }

    @ParameterizedTest
    @MethodSource("io.inferometer.agent.thread.Thrown#kinds")
    void nothingThatAPeriodicTaskThrowsKeepsItOrOthersFromTheNextTime(Throwable kind) throws InterruptedException {
        AtomicInteger throwing = new AtomicInteger();
        AtomicInteger other = new AtomicInteger();
        PeriodicTasks tasks = new PeriodicTasks(errors);
        tasks.add("throwing", Duration.ofMillis(20), () -> {
            throwing.incrementAndGet();
            Thrown.<RuntimeException>sneak(kind);
        });
        tasks.add("other", Duration.ofMillis(20), other::incrementAndGet);
        Thread thread = new AgentThread("test", () -> other.get() < 3 && tasks.turn(), errors);
        thread.start();
        thread.join();
        assertThat(throwing.get()).isBetween(3, 4);
        assertThat(errors.count()).isEqualTo(throwing.get());
    }

    /** An error whose text is an error too, and whose log line cannot be made. */
    @Test
    void anErrorThatCannotBeToldIsCounted() throws InterruptedException {
        AtomicInteger turns = new AtomicInteger();
        Thread thread = new AgentThread(
                "test",
                () -> {
                    if (turns.incrementAndGet() == 1) {
                        throw new OutOfMemoryError() {
                            private static final long serialVersionUID = 1L;

                            @Override
                            public String toString() {
                                throw this;
                            }
                        };
                    }
                    return false;
                },
                errors);
        thread.start();
        thread.join();
        assertThat(turns).hasValue(2);
        assertThat(errors.count()).isEqualTo(1);
    }

    @Test
    void pausesGrowAndAnInterruptCutsNoneShort() throws InterruptedException {
        AtomicInteger turns = new AtomicInteger();
        Thread thread = new AgentThread(
                "test",
                () -> {
                    Thread.currentThread().interrupt();
                    if (turns.incrementAndGet() <= 4) {
                        throw new IllegalStateException("injected");
                    }
                    return false;
                },
                errors);
        long before = System.nanoTime();
        thread.start();
        thread.join();
        assertThat(turns).hasValue(5);
        // 10, 20, 40 and 80 ms; a thread may be late.
        assertThat(System.nanoTime() - before).isBetween(140_000_000L, 5_000_000_000L);
        assertThat(errors.count()).isEqualTo(4);
    }
}
