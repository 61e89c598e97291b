package io.inferometer.agent.clock;

import io.inferometer.agent.nativecode.CodeLinker;
import java.lang.invoke.MethodHandle;
import java.util.function.Consumer;

/**
 * Has a {@link TscClock} follow the counter once it is calibrated, and leaves it where the two clocks part. Run about once a second by one
 * thread.
 */
public final class ClockWatch implements Runnable {

    /** Makes what links the code that reads the counter. */
    public interface Linking {

        CodeLinker linker() throws ReflectiveOperationException;
    }

    private static final long CALIBRATION_NANOS = 1_000_000_000L;
    private static final long PERIOD_NANOS = 60_000_000_000L;

    /** What the kernel corrects its clock by when it is on time is less; a counter of another speed is off by far more. */
    private static final double MOST_PARTED = 50e-6;

    private static final double MILLION = 1e6;

    private final CounterClock clock;
    private final CounterPlatform platform;
    private final Linking linking;
    private final Consumer<MethodHandle> mapped;
    private final Consumer<String> info;
    private final Consumer<String> warning;

    /** The latest look; null before the first. */
    private Reading last;

    private boolean over;

    /**
     * @param info takes the line that says that the counter is the clock
     * @param warning takes the line that says why it is not, or no longer
     */
    public ClockWatch(
            TscClock clock,
            CounterPlatform platform,
            Linking linking,
            Consumer<String> info,
            Consumer<String> warning) {
        this(clock, platform, linking, TscClock::readBy, info, warning);
    }

    /** @param mapped takes what reads the counter, before the clock is first asked */
    ClockWatch(
            CounterClock clock,
            CounterPlatform platform,
            Linking linking,
            Consumer<MethodHandle> mapped,
            Consumer<String> info,
            Consumer<String> warning) {
        this.clock = clock;
        this.platform = platform;
        this.linking = linking;
        this.mapped = mapped;
        this.info = info;
        this.warning = warning;
    }

    @Override
    public void run() {
        if (over) {
            return;
        }
        if (last == null) {
            begin();
        } else if (clock.nanoTime() - last.nanos() >= (clock.isCounter() ? PERIOD_NANOS : CALIBRATION_NANOS)) {
            Reading now = clock.read();
            if (clock.isCounter()) {
                check(now);
            } else {
                calibrate(now);
            }
            last = now;
        }
    }

    private void begin() {
        String refusal = platform.refusal();
        if (!refusal.isEmpty()) {
            refuse(refusal);
            return;
        }
        try {
            mapped.accept(CounterCode.map(linking.linker()));
            last = clock.read();
        } catch (VirtualMachineError passing) {
            // Another try a second later.
            throw passing;
        } catch (Throwable unusable) {
            refuse("the code that reads the counter cannot be used: " + unusable);
        }
    }

    private void calibrate(Reading now) {
        try {
            Scale scale = Scale.through(last.ticks(), last.nanos(), now.ticks(), now.nanos());
            // As late as it may have been: see CounterClock.
            clock.follow(new Scale(now.ticks(), now.after(), scale.multiplier()));
        } catch (IllegalArgumentException implausible) {
            refuse(implausible.getMessage());
            return;
        }
        info.accept("clock=tsc applies: calls are timed by the time-stamp counter, at "
                + Math.round(clock.scale().frequency() / MILLION) + " MHz");
    }

    private void check(Reading now) {
        Scale scale = clock.scale();
        double counted = scale.nanos(now.ticks()) - scale.nanos(last.ticks());
        double parted = counted / (now.nanos() - last.nanos()) - 1;
        if (Math.abs(parted) > MOST_PARTED) {
            end("clock=tsc was left: the time-stamp counter and System.nanoTime parted by "
                    + Math.round(parted * MILLION)
                    + " ppm, more than 50, as after a suspended or migrated machine; calls are timed by System.nanoTime until the"
                    + " JVM starts anew");
        }
    }

    private void refuse(String why) {
        end("clock=tsc does not apply: " + why + "; calls are timed by System.nanoTime, as with clock=nanotime");
    }

    private void end(String why) {
        over = true;
        clock.leave(why);
        warning.accept(why);
    }
}
