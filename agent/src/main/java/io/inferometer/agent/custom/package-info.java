/**
 * Values that the application reports itself, with {@code io.inferometer.metrics.InferometerMetrics}.
 *
 * <p>Data flow: the instrumented {@code put} calls its {@link io.inferometer.agent.custom.ValueSite}, which leaves the value
 * in {@link io.inferometer.agent.custom.CustomValues}; the aggregator takes them out and puts them into the window in
 * progress.
 *
 * <p>Threading rule: any thread may put, without a lock; one thread takes. Nothing is logged on the application's threads:
 * what could not be taken is counted, by reason.
 *
 * <p>Bounded: {@value io.inferometer.agent.custom.CustomValues#CAPACITY} values wait for the aggregator, and as many fit into
 * one window.
 */
package io.inferometer.agent.custom;
