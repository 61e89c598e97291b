package io.inferometer.agent.clock;

import java.lang.invoke.MethodHandle;

/**
 * The time-stamp counter of x86-64. One per JVM: what does not change any more is in fields that the JIT compiler takes for constants,
 * which makes a reading a call of ten bytes, a multiplication and an addition. Thread-safe.
 */
public final class TscClock extends CounterClock {

    private static MethodHandle mapped;
    private static Scale calibrated;

    /** Initialised by the first reading, on the thread of the watch. */
    private static final class Code {

        static final MethodHandle READ = mapped;

        private Code() {}
    }

    /** Initialised by the same thread once the counter is calibrated. */
    private static final class Calibration {

        static final Scale SCALE = calibrated;

        private Calibration() {}
    }

    /** A clock that reads {@link System#nanoTime} until its watch finds that it may do better. */
    public TscClock() {}

    /**
     * Says how the counter is read, before the first reading.
     *
     * @param code of type {@code ()long}
     */
    static void readBy(MethodHandle code) {
        mapped = code;
    }

    @Override
    void keep(Scale scale) {
        calibrated = scale;
    }

    @Override
    long counted() {
        return Calibration.SCALE.nanos(ticks());
    }

    @Override
    long ticks() {
        try {
            return (long) Code.READ.invokeExact();
        } catch (Error | RuntimeException asIs) {
            throw asIs;
        } catch (Throwable checked) {
            throw new IllegalStateException(checked);
        }
    }
}
