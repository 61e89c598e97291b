package io.inferometer.agent.delivery;

import static io.inferometer.agent.delivery.TestExporters.await;
import static io.inferometer.agent.delivery.TestExporters.define;
import static io.inferometer.agent.delivery.TestExporters.made;
import static io.inferometer.agent.delivery.TestExporters.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.MissingSettingException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an exporter is said to do, and its books, while it is switched and fails. */
@Timeout(60)
class ExporterStateFaultsTest {

    private final Rig rig = new Rig();

    @AfterEach
    void end() throws InterruptedException {
        rig.close();
    }

    @Test
    void theStateFollowsTheSwitchAndTheBackend() {
        AtomicBoolean away = new AtomicBoolean();
        define("file", window -> away.get() ? Delivery.retryLater("away") : rig.keep(window));
        rig.start("file");
        assertThat(rig.stats("file").state()).isEqualTo("waiting");
        rig.offer(1, 1);
        await("delivered", () -> rig.stats("file").state().equals("delivering"));
        away.set(true);
        rig.offer(2, 2);
        await("failing", () -> rig.stats("file").state().equals("retrying"));
        rig.exporters.setEnabled("file", false);
        assertThat(rig.stats("file").state()).as("not retrying while it is off").isEqualTo("disabled");
        assertThat(rig.stats("file").isEnabled()).isFalse();
        assertThat(rig.stats("file").pending()).isEqualTo(1);
        away.set(false);
        rig.exporters.setEnabled("file", true);
        await("delivered", () -> rig.stats("file").state().equals("delivering"));
        assertThat(rig.stats("file").pending()).isZero();
    }

    @Test
    void oneThatCannotWorkIsOffWhateverItsSwitchSays() {
        made("file", context -> {
            throw new MissingSettingException("file.path is missing");
        });
        rig.start("file");
        rig.offer(1, 1);
        await("off", () -> rig.stats("file").state().equals("off"));
        rig.exporters.setEnabled("file", true);
        assertThat(rig.stats("file").isEnabled()).isFalse();
        assertThat(rig.stats("file").state()).isEqualTo("off");
        assertThat(rig.stats("file").lastError()).isEqualTo("file.path is missing");
    }

    @Test
    void everyWindowCutWhileItWasOnIsInTheBooks() {
        Random refusals = new Random(4);
        define("file", window -> refusals.nextInt(4) == 0 ? Delivery.rejected("no") : rig.keep(window));
        rig.start("file");
        Random switches = new Random(5);
        long cut = 0;
        for (int number = 1; number <= 500; number++) {
            boolean on = rig.stats("file").isEnabled();
            cut += on ? 1 : 0;
            rig.offer(number, number);
            if (switches.nextInt(20) == 0) {
                rig.exporters.setEnabled("file", !on);
            }
        }
        rig.exporters.setEnabled("file", true);
        await("all settled", () -> rig.stats("file").pending() == 0);
        assertThat(sum(rig.stats("file"))).isEqualTo(cut);
        assertThat(rig.stats("file").rejected()).isPositive();
        assertThat(cut).isBetween(1L, 499L);
    }
}
