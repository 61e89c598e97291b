package io.inferometer.exporter.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Window;
import org.junit.jupiter.api.Test;

class UnfinishedWindowsTest {

    private final UnfinishedWindows unfinished = new UnfinishedWindows();

    @Test
    void remembersAWindowUntilItIsFinished() {
        Window window = Windows.window(1);
        WindowProgress progress = unfinished.of(window, 2);
        progress.accepted(0);
        unfinished.update(window, progress);
        assertThat(unfinished.of(window, 2)).isSameAs(progress);

        progress.accepted(1);
        unfinished.update(window, progress);
        assertThat(unfinished.size()).isZero();
    }

    @Test
    void doesNotRememberAWindowOfWhichNothingWasTaken() {
        Window window = Windows.window(1);
        unfinished.update(window, unfinished.of(window, 2));

        assertThat(unfinished.size()).isZero();
    }

    @Test
    void isBoundedAndForgetsTheOldestFirst() {
        for (int number = 0; number <= UnfinishedWindows.MAX_WINDOWS; number++) {
            Window window = Windows.window(number);
            WindowProgress progress = unfinished.of(window, 2);
            progress.accepted(0);
            unfinished.update(window, progress);
        }

        assertThat(unfinished.size()).isEqualTo(UnfinishedWindows.MAX_WINDOWS);
        assertThat(unfinished.of(Windows.window(0), 2).hasBegun()).isFalse();
        assertThat(unfinished.of(Windows.window(1), 2).hasBegun()).isTrue();
    }
}
