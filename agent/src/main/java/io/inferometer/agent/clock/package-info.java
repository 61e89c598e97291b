/**
 * The clock of the option {@code clock=tsc}: the time-stamp counter of the processor, which takes about half as long to read as
 * {@link System#nanoTime}.
 *
 * <p><b>Data flow:</b> the {@link io.inferometer.agent.clock.TscClock} is what the recorder times calls by from the start. Until the {@link
 * io.inferometer.agent.clock.ClockWatch} has found that the machine can be trusted ({@link io.inferometer.agent.clock.CounterPlatform}), has mapped the code that
 * reads the counter ({@code CounterCode}) and has calibrated it, it reads {@link System#nanoTime}; then the counter, by a {@link
 * io.inferometer.agent.clock.Scale}; and {@link System#nanoTime} again from the moment on at which a look finds that the two part. It goes on without a
 * jump where it changes from one to the other, so that a call may begin under one and end under the other.
 *
 * <p><b>Threading:</b> the application's threads read the clock; everything else is done by {@code inferometer-scheduler}. No class of this package is
 * loaded without the option.
 *
 * <p><b>What stays bounded:</b> one page of memory, mapped once for the life of the JVM, for a thread may be in its code at any time.
 */
package io.inferometer.agent.clock;
