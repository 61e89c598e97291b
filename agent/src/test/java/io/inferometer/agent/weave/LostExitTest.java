package io.inferometer.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.custom.CustomValues;
import io.inferometer.agent.library.Libraries;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.library.Types;
import io.inferometer.agent.model.ModelRegistry;
import io.inferometer.agent.record.Recorder;
import io.inferometer.agent.record.Rehearsal;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.exporter.api.Outcome;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stack may end anywhere, in the measuring code too. What is measured afterwards must not know. */
@Timeout(60)
class LostExitTest {

    /** Dives until the stack ends, measuring at every depth. */
    @SuppressWarnings({"unused", "InfiniteRecursion"})
    public static class Diver {
        public static int measured(int depth) {
            return depth + 1;
        }

        public static void measured(Runnable inside) {
            inside.run();
        }

        public static int dive(int depth) {
            return measured(depth) + dive(depth + 1);
        }

        public static int diveAndSurface(int offset) {
            if (offset > 0) {
                return diveAndSurface(offset - 1);
            }
            try {
                return dive(0);
            } catch (StackOverflowError end) {
                return -1;
            }
        }
    }

    private final Recorder recorder = new Recorder();
    private final ModelRegistry registry = new ModelRegistry(recorder, 10, Map.of());
    private final SiteErrors errors = new SiteErrors();
    private final Library library = Library.of(
            Library.CONFIG,
            List.of(Target.inference(Types.named(Diver.class.getName()), "measured")
                    .ofModel("m", "")));
    private final Sites sites = new Sites(
            new Libraries(List.of(), List.of(library)),
            new ModelSites(
                    recorder,
                    registry,
                    failure -> Outcome.SERVER_ERROR,
                    event -> {},
                    new CustomValues(),
                    errors,
                    (method, problem) -> {},
                    stage -> null));
    private Method measured;
    private Method around;
    private Method dive;

    @BeforeEach
    void weave() throws ReflectiveOperationException {
        String name = Diver.class.getName();
        Class<?> diver = new WovenLoader(getClass().getClassLoader(), sites, name::equals, List.of(library), false)
                .loadClass(name);
        measured = diver.getMethod("measured", int.class);
        around = diver.getMethod("measured", Runnable.class);
        dive = diver.getMethod("diveAndSurface", int.class);
        Rehearsal.initialise();
        measured.invoke(null, 1);
    }

    private long inFlight(long atNanos) {
        long[] total = new long[1];
        recorder.inFlight(atNanos, (model, count, oldest) -> total[0] += count);
        return total[0];
    }

    private static long afterSeconds(long seconds) {
        return System.nanoTime() + seconds * 1_000_000_000L;
    }

    private void call(Method method, Object argument) {
        try {
            method.invoke(null, argument);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aStackOverflowAtAnyPointCostsAtMostTheCallItHits() throws Exception {
        Throwable[] thrown = new Throwable[1];
        long[] counted = new long[2];
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        for (int offset = 0; offset < 300; offset++) {
                            dive.invoke(null, offset);
                            long before = recorder.recorded();
                            measured.invoke(null, 1);
                            if (recorder.recorded() == before) {
                                // Taken for a call inside one whose exit could not even begin, until that is a second
                                // old.
                                inFlight(afterSeconds(2));
                                measured.invoke(null, 1);
                            }
                            counted[0]++;
                            counted[1] += recorder.recorded() - before;
                        }
                    } catch (ReflectiveOperationException e) {
                        thrown[0] = e;
                    }
                },
                "diver",
                256 << 10);
        thread.start();
        thread.join();
        assertThat(thrown[0]).isNull();
        assertThat(counted[1]).as("calls measured after an overflow").isEqualTo(counted[0]);
        assertThat(inFlight(afterSeconds(0))).isZero();
    }

    @Test
    void aLossThatNobodyNoticedIsFoundOnceTheCallIsOld() {
        Object lost = sites.site(
                        measured.getDeclaringClass(),
                        new Woven("config", 0, "measured", Type.getMethodDescriptor(measured), 0, "", "", "", ""))
                .enter(null);
        assertThat(lost).isNotNull();
        long before = recorder.recorded();
        call(measured, 1);
        assertThat(recorder.recorded())
                .as("taken for a call inside the lost one")
                .isEqualTo(before);
        assertThat(inFlight(afterSeconds(5))).isEqualTo(1);
        call(measured, 1);
        assertThat(recorder.recorded()).isEqualTo(before + 1);
        assertThat(inFlight(afterSeconds(0))).isZero();
    }

    @Test
    void anOldCallThatStillRunsStaysOpenAndCallsInsideBelongToIt() {
        long before = recorder.recorded();
        call(around, (Runnable) () -> {
            for (int i = 0; i < 3; i++) {
                assertThat(inFlight(afterSeconds(5))).isEqualTo(1);
                call(measured, 1);
                assertThat(recorder.recorded()).isEqualTo(before);
            }
        });
        assertThat(recorder.recorded()).isEqualTo(before + 1);
        assertThat(inFlight(afterSeconds(0))).isZero();
        assertThat(errors.count()).isZero();
    }
}
