package io.inferometer.agent.delivery;

import static io.inferometer.agent.delivery.TestExporters.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WindowQueueTest {

    private final WindowQueue queue = new WindowQueue(3);

    private void add(int from, int to) {
        for (int i = from; i <= to; i++) {
            queue.add(window(i));
        }
    }

    private Window first() throws InterruptedException {
        return queue.await(System.nanoTime());
    }

    @Test
    void windowsWaitOldestFirst() throws InterruptedException {
        add(1, 2);
        Window first = first();
        assertThat(first.number()).isEqualTo(1);
        assertThat(queue.remove(first)).isEqualTo(1);
        assertThat(first().number()).isEqualTo(2);
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void whenItIsFullTheOldestGoesAndIsCounted() throws InterruptedException {
        add(1, 5);
        assertThat(queue.size()).isEqualTo(3);
        assertThat(queue.expired()).isEqualTo(2);
        assertThat(first().number()).isEqualTo(3);
    }

    @Test
    void aWindowThatWentWhileItWasDeliveredIsDeliveredNotExpired() throws InterruptedException {
        add(1, 3);
        Window inDelivery = first();
        add(4, 5);
        assertThat(queue.expired()).isEqualTo(2);
        assertThat(queue.remove(inDelivery)).isEqualTo(1);
        assertThat(queue.expired()).isEqualTo(1);
        assertThat(queue.size()).isEqualTo(3);
    }

    @Test
    void mergedWindowsCountAsAllThatTheyWere() throws InterruptedException {
        add(1, 3);
        Window merged = queue.merge();
        assertThat(merged.number()).isEqualTo(3);
        assertThat(merged.startMillis()).isEqualTo(10);
        assertThat(merged.endMillis()).isEqualTo(40);
        assertThat(queue.size()).isEqualTo(3);
        add(4, 4);
        assertThat(queue.size()).isEqualTo(4);
        Window again = queue.merge();
        assertThat(again.startMillis()).isEqualTo(10);
        assertThat(queue.size()).isEqualTo(4);
        assertThat(queue.remove(again)).isEqualTo(4);
        assertThat(queue.size()).isZero();
        assertThat(queue.merge()).isNull();
    }

    @Test
    void whatWasAddedWhileAMergedWindowWasDeliveredStays() {
        add(1, 2);
        Window merged = queue.merge();
        add(3, 3);
        assertThat(queue.remove(merged)).isEqualTo(2);
        assertThat(queue.merge().startMillis()).isEqualTo(30);
    }

    @Test
    void aMergedWindowThatGoesIsCountedAsAllThatItWas() {
        add(1, 3);
        Window merged = queue.merge();
        add(4, 6);
        assertThat(queue.expired()).isEqualTo(3);
        assertThat(queue.remove(merged)).isEqualTo(3);
        assertThat(queue.expired()).isZero();
    }

    @Test
    void droppingEverythingIsCounted() {
        add(1, 3);
        queue.merge();
        add(4, 4);
        queue.clear();
        assertThat(queue.expired()).isEqualTo(4);
        assertThat(queue.size()).isZero();
    }

    @Test
    void closingEndsEveryPause() throws InterruptedException {
        Thread waiting = new Thread(() -> {
            try {
                queue.pause(60_000);
                queue.await(System.nanoTime() + 60_000_000_000L);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.start();
        queue.close();
        waiting.join();
        assertThat(queue.isClosed()).isTrue();
    }

    @Test
    void awaitingGivesUpAtItsDeadline() throws InterruptedException {
        long before = System.nanoTime();
        assertThat(queue.await(before + 30_000_000)).isNull();
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(25_000_000);
    }

    @Test
    void awaitingEndsWithTheFirstWindow() throws InterruptedException {
        Thread adding = new Thread(() -> queue.add(window(9)));
        adding.start();
        assertThat(queue.await(System.nanoTime() + 20_000_000_000L).number()).isEqualTo(9);
        adding.join();
    }
}
