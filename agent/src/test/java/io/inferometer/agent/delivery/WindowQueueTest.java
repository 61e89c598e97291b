package io.inferometer.agent.delivery;

import static io.inferometer.agent.delivery.TestExporters.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("safety")
class WindowQueueTest {

    private final WindowQueue queue = new WindowQueue(3, 100);

    private List<Long> add(long number, long bytes) {
        queue.add(new PendingWindow(window(number), false, bytes));
        List<Long> gone = new ArrayList<>();
        while (queue.isTooFull()) {
            gone.add(queue.pollOldest().number());
        }
        return gone;
    }

    @Test
    void windowsLeaveFromEitherEndWhateverOrderTheyCameIn() {
        add(2, 1);
        add(3, 1);
        add(1, 1);
        assertThat(queue.oldest().number()).isEqualTo(1);
        assertThat(queue.pollOldest().number()).isEqualTo(1);
        assertThat(queue.pollNewest().number()).isEqualTo(3);
        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.remove(7)).isNull();
        assertThat(queue.remove(2).number()).isEqualTo(2);
        assertThat(queue.oldest()).isNull();
        assertThat(queue.pollOldest()).isNull();
        assertThat(queue.pollNewest()).isNull();
    }

    @Test
    void whenThereAreTooManyTheOldestGoes() {
        for (int i = 1; i <= 3; i++) {
            assertThat(add(i, 1)).isEmpty();
        }
        assertThat(add(4, 1)).containsExactly(1L);
        assertThat(add(1, 1)).as("which came late").containsExactly(1L);
        assertThat(queue.size()).isEqualTo(3);
    }

    @Test
    void whenTheyTakeTooMuchTheOldestGo() {
        add(1, 50);
        assertThat(add(2, 50)).isEmpty();
        assertThat(add(3, 60)).containsExactly(1L, 2L);
        assertThat(add(4, 1000)).as("one may stay").containsExactly(3L);
        assertThat(queue.bytes()).isEqualTo(1000);
        queue.pollOldest();
        assertThat(queue.bytes()).isZero();
    }
}
