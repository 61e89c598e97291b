package io.inferometer.agent.delivery;

import static io.inferometer.agent.delivery.TestExporters.await;
import static io.inferometer.agent.delivery.TestExporters.define;
import static io.inferometer.agent.delivery.TestExporters.made;
import static io.inferometer.agent.delivery.TestExporters.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.MissingSettingException;
import io.inferometer.exporter.api.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An exporter with a spool, whose backend comes and goes. */
@Timeout(120)
class OutageTest {

    private static final String NAME = "sagemaker-metrics";

    private final Rig rig = new Rig();
    private final AtomicInteger attempts = new AtomicInteger();
    private volatile boolean down = true;
    private volatile long exportMillis;

    @TempDir
    Path directory;

    @AfterEach
    void end() throws InterruptedException {
        rig.close();
    }

    private void start() {
        rig.startWith(rig.spool(directory.resolve("spool"), NAME), NAME);
    }

    private Delivery answer(Window window) {
        attempts.incrementAndGet();
        if (down) {
            return Delivery.retryLater("away");
        }
        java.util.concurrent.locks.LockSupport.parkNanos(exportMillis * 1_000_000);
        return rig.keep(window);
    }

    /** Offers windows and waits until the spool has them. */
    private void offerAndSpool(long from, long to) {
        for (long i = from; i <= to; i++) {
            long number = i;
            rig.offer(i, i);
            await("spooled " + i, () -> rig.stats(NAME).spooled() >= number);
        }
    }

    private void awaitAllSettled() {
        await("all settled", () -> rig.stats(NAME).pending() == 0);
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @Test
    void afterAnOutageEverythingArrivesOnceAndTheBacklogOldestFirst() {
        define(NAME, this::answer);
        start();
        offerAndSpool(1, 300);
        await("none is in memory alone", () -> rig.stats(NAME).pending() == 300);
        assertThat(rig.stats(NAME).lastError()).isEqualTo("away");
        assertThat(attempts.get()).as("while it is away").isLessThan(20);
        down = false;
        awaitAllSettled();
        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(numbers(1, 300));
        List<Long> backlog = new ArrayList<>(rig.delivered);
        assertThat(backlog.remove(0)).as("the live one").isEqualTo(300);
        assertThat(backlog).isEqualTo(numbers(1, 299));
        assertThat(rig.stats(NAME).delivered()).isEqualTo(300);
        assertThat(sum(rig.stats(NAME))).isEqualTo(300);
        assertThat(rig.context.warnings).containsExactly("exporter " + NAME + ": away");
        assertThat(rig.context.infos).containsExactly("exporter " + NAME + " delivers again");
    }

    @Test
    void aBacklogDelaysNoLiveWindow() {
        define(NAME, this::answer);
        start();
        offerAndSpool(1, 60);
        exportMillis = 20;
        down = false;
        await("the backlog drains", () -> rig.delivered.size() > 2);
        for (long live = 61; live <= 65; live++) {
            long number = live;
            int before = rig.delivered.size();
            rig.offer(live, live);
            await("delivered " + live, () -> rig.delivered.contains(number));
            int overtaken = rig.delivered.indexOf(number) - before;
            assertThat(overtaken).as("those on their way while it came to disk").isLessThan(30);
        }
        assertThat(rig.delivered).as("there is a backlog yet").hasSizeLessThan(65);
        awaitAllSettled();
        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(numbers(1, 65));
    }

    @Test
    void aWindowOfTheBacklogThatFailsHoldsUpNoLiveOne() {
        define(NAME, window -> window.number() == 1 ? Delivery.retryLater("odd") : rig.keep(window));
        start();
        rig.offer(1, 1);
        await("put off", () -> rig.stats(NAME).retries() == 1);
        await("put off again, now by the backlog", () -> rig.stats(NAME).retries() >= 2);
        rig.offer(2, 2);
        await("the next arrived", () -> rig.delivered.contains(2L));
        long retries = rig.stats(NAME).retries();
        for (int i = 3; i <= 20; i++) {
            long number = i;
            rig.offer(i, i);
            await("arrived", () -> rig.delivered.contains(number));
        }
        assertThat(rig.stats(NAME).retries()).as("nor is it tried each time").isLessThan(retries + 15);
        await("all but the first settled", () -> rig.stats(NAME).pending() == 1);
        assertThat(sum(rig.stats(NAME))).isEqualTo(20);
    }

    @Test
    void whileItIsOffItSendsNothingAndWhatWasKeptWaits() {
        define(NAME, this::answer);
        start();
        offerAndSpool(1, 10);
        rig.exporters.setEnabled(NAME, false);
        await("the last attempt is over", () -> rig.threads().get(0).getState() == Thread.State.TIMED_WAITING);
        down = false;
        int before = attempts.get();
        rig.offer(11, 15);
        TestExporters.pause(Duration.ofMillis(1500));
        assertThat(attempts.get()).isEqualTo(before);
        await("not kept while it is off", () -> rig.stats(NAME).pending() == 10);
        rig.exporters.setEnabled(NAME, true);
        awaitAllSettled();
        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(numbers(1, 10));
        rig.offer(16, 16);
        awaitAllSettled();
        assertThat(rig.delivered).endsWith(16L).hasSize(11);
    }

    @Test
    void whatIsKeptForOneThatLacksASettingWaitsForTheNextStart() {
        made(NAME, context -> {
            throw new MissingSettingException("set it");
        });
        start();
        rig.offer(1, 1);
        await("off", () -> !rig.threads().get(0).isAlive());
        rig.offer(2, 3);
        assertThat(rig.stats(NAME).expired()).isZero();
        assertThat(rig.stats(NAME).spooled()).isEqualTo(1);
        assertThat(rig.stats(NAME).pending()).as("nothing is kept from then on").isEqualTo(1);
        assertThat(rig.context.warnings).containsExactly("exporter " + NAME + " is off: set it");
    }

    @Test
    void theBooksBalanceWhateverTheBackendSays() {
        Random random = new Random(7);
        define(NAME, window -> switch (random.nextInt(20)) {
            case 0 -> Delivery.rejected("odd");
            case 1 -> new Delivery.RetryLater(Duration.ZERO, "later");
            default -> rig.keep(window);
        });
        start();
        int offered = 80;
        for (int i = 1; i <= offered; i++) {
            rig.offer(i, i);
            TestExporters.pause(Duration.ofMillis(random.nextInt(4)));
        }
        awaitAllSettled();
        assertThat(rig.delivered).doesNotHaveDuplicates();
        assertThat(rig.stats(NAME).delivered()).isEqualTo(rig.delivered.size());
        assertThat(rig.stats(NAME).expired()).isZero();
        assertThat(sum(rig.stats(NAME))).isEqualTo(offered);
    }

    @Test
    void whenTheBackendIsKnownToBeAwayClosingDoesNotWait() throws InterruptedException {
        define(NAME, this::answer);
        start();
        offerAndSpool(1, 5);
        await("tried", () -> attempts.get() > 0);
        long before = System.nanoTime();
        assertThat(rig.close(Duration.ofSeconds(30))).containsExactly(new UndeliveredWindows(NAME, 5, 0));
        assertThat(System.nanoTime() - before).isLessThan(5_000_000_000L);
    }

    @Test
    void withoutTimeTheLastWindowsAreOnDisk() throws InterruptedException {
        define(NAME, rig.hangs());
        start();
        rig.offer(1, 4);
        assertThat(rig.close(Duration.ZERO)).containsExactly(new UndeliveredWindows(NAME, 4, 0));
    }

    @Test
    void closingLeavesTheBacklogToTheNextStart() throws InterruptedException {
        define(NAME, this::answer);
        start();
        offerAndSpool(1, 40);
        exportMillis = 50;
        down = false;
        await("the backlog drains", () -> rig.delivered.size() > 1);
        rig.offer(41, 41);
        List<UndeliveredWindows> left = rig.close(Duration.ofSeconds(60));
        assertThat(rig.delivered).contains(41L);
        assertThat(left).singleElement().satisfies(one -> {
            assertThat(one.kept()).isBetween(20L, 39L);
            assertThat(one.lost()).isZero();
        });
    }

    @Test
    void theNextStartTakesOverWhatWasLeft() throws InterruptedException {
        define(NAME, this::answer);
        start();
        offerAndSpool(1, 20);
        rig.close(Duration.ZERO);
        down = false;
        try (Rig next = new Rig("next")) {
            next.startWith(next.spool(directory.resolve("spool"), NAME), NAME);
            next.offer(30, 30);
            await(
                    "all cut and taken over settled",
                    () -> next.stats(NAME).delivered() == 21 && sum(next.stats(NAME)) == 21);
            assertThat(next.stats(NAME).pending()).isZero();
        }
        List<Long> backlog = new ArrayList<>(rig.delivered);
        assertThat(backlog.remove(0)).isEqualTo(30);
        assertThat(backlog).isEqualTo(numbers(1, 20));
    }

    @Test
    void withoutADiskWindowsWaitInMemoryUntilThereIsOne() throws IOException, InterruptedException {
        define(NAME, this::answer);
        Files.createFile(directory.resolve("spool"));
        start();
        rig.offer(1, 3);
        await(
                "in memory",
                () -> rig.stats(NAME).retries() > 0 && rig.stats(NAME).pending() == 3);
        assertThat(rig.stats(NAME).spooled()).isZero();
        assertThat(rig.context.warnings)
                .filteredOn(line -> line.startsWith("spool.directory"))
                .hasSize(1);

        Files.delete(directory.resolve("spool"));
        long next = 4;
        while (rig.stats(NAME).spooled() == 0) {
            rig.offer(next, next);
            next++;
            TestExporters.pause(Duration.ofMillis(300));
        }
        long cut = next - 1;
        await("counted", () -> rig.stats(NAME).pending() == cut);
        assertThat(rig.close(Duration.ZERO))
                .as("what was in memory is on disk too")
                .containsExactly(new UndeliveredWindows(NAME, cut, 0));
    }
}
