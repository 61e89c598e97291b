package io.inferometer.agent.delivery;

import static io.inferometer.agent.delivery.TestExporters.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Window;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LanesTest {

    /** What is on disk, oldest first. */
    private final Deque<Window> disk = new ArrayDeque<>();

    private final Books books = new Books("x", TestExporters.context());
    private final Lanes lanes = new Lanes(
            TestExporters.RESOURCE.runId(),
            new SpoolShare(null, "x") {
                @Override
                Optional<Window> oldest() {
                    return Optional.ofNullable(disk.peekFirst());
                }

                @Override
                void acknowledge(Window window) {
                    disk.remove(window);
                }
            },
            books);

    private void offer(long number, boolean kept) {
        if (kept) {
            disk.addLast(window(number));
        }
        lanes.offer(PendingWindow.of(window(number), kept));
    }

    private static Window ofEarlierRun(long number) {
        return window(TestExporters.run("earlier"), number);
    }

    private List<Long> backlog() {
        List<Long> numbers = new ArrayList<>();
        for (PendingWindow next = lanes.takeBacklog(); next != null; next = lanes.takeBacklog()) {
            numbers.add(next.number());
            lanes.settled(next);
        }
        return numbers;
    }

    @Test
    void theNewestLiveWindowComesFirstAndTheOldestOfTheBacklog() {
        for (int i = 1; i <= 4; i++) {
            offer(i, true);
        }
        PendingWindow newest = lanes.takeLive();
        assertThat(newest.number()).isEqualTo(4);
        lanes.settled(newest);
        assertThat(disk).extracting(Window::number).containsExactly(1L, 2L, 3L);
        assertThat(backlog()).containsExactly(1L, 2L, 3L);
        assertThat(lanes.takeLive()).as("taken from the backlog").isNull();
        assertThat(lanes.unkept()).isZero();
    }

    @Test
    void whileTheBackendFailsOnlyTheNewestIsLive() {
        offer(1, true);
        offer(2, false);
        offer(3, true);
        lanes.setFailing(true);
        assertThat(lanes.takeLive().number()).isEqualTo(3);
        assertThat(lanes.takeLive()).isNull();
        offer(4, false);
        offer(5, false);
        assertThat(lanes.takeLive().number()).isEqualTo(5);
        assertThat(lanes.takeLive()).isNull();
        assertThat(backlog()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(lanes.unkept()).as("5 is on its way").isEqualTo(1);
    }

    @Test
    void diskAndMemoryMakeOneBacklog() {
        lanes.setFailing(true);
        disk.addLast(ofEarlierRun(2));
        offer(3, true);
        offer(4, false);
        offer(5, true);
        offer(6, false);
        offer(7, true);
        assertThat(backlog()).containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void aWindowFoundOnDiskBeforeItIsOfferedIsNotDeliveredTwice() {
        disk.addLast(window(1));
        PendingWindow found = lanes.takeBacklog();
        assertThat(found.number()).isEqualTo(1);
        lanes.offer(PendingWindow.of(window(1), true));
        assertThat(lanes.takeLive()).isNull();
        lanes.settled(found);
        offer(2, true);
        assertThat(lanes.takeLive().number()).isEqualTo(2);
    }

    @Test
    void aWindowOfAnEarlierRunHidesNoneOfThisOne() {
        disk.addLast(ofEarlierRun(9));
        lanes.settled(lanes.takeBacklog());
        offer(1, true);
        assertThat(lanes.takeLive().number()).isEqualTo(1);
    }

    @Test
    void whatWasPutBackIsInTheBacklog() {
        offer(1, false);
        offer(2, true);
        PendingWindow second = lanes.takeLive();
        PendingWindow first = lanes.takeLive();
        lanes.putBack(first);
        lanes.putBack(second);
        assertThat(lanes.takeLive()).isNull();
        assertThat(backlog()).containsExactly(1L, 2L);
    }

    @Test
    void givingUpLeavesNothingInMemoryAndTakesNothing() {
        offer(1, false);
        offer(2, false);
        offer(3, true);
        lanes.giveUp();
        offer(4, false);
        assertThat(lanes.unkept()).isZero();
        assertThat(books.expired()).as("with the one that came too late").isEqualTo(3);
        assertThat(lanes.takeLive()).isNull();
    }

    @Test
    void afterClosingNothingIsTaken() {
        lanes.close(7);
        assertThat(lanes.isClosed()).isTrue();
        assertThat(lanes.deadline()).isEqualTo(7);
        offer(1, false);
        assertThat(lanes.takeLive()).isNull();
        assertThat(lanes.unkept()).isZero();
    }

    @Test
    void whoeverWaitsIsWokenByWhateverChanges() throws InterruptedException {
        long day = 86_400_000_000_000L;
        for (Runnable change : List.<Runnable>of(
                () -> offer(1, false), () -> lanes.setEnabled(false), lanes::wake, () -> lanes.close(0))) {
            Thread changing = new Thread(change);
            changing.start();
            lanes.await(day);
            changing.join();
        }
        long before = System.nanoTime();
        lanes.await(30_000_000);
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(25_000_000);
    }
}
