/**
 * One table: what a measured call costs with this agent, with other agents and with libraries, over the same floor.
 *
 * <p>Data flow: {@link io.inferometer.benchmark.compare.Main}, run by {@code compare.sh}, asks each stage for its {@link
 * io.inferometer.benchmark.forked.Row rows} and prints them as they come. The stages are {@link
 * io.inferometer.benchmark.compare.JmhRuns}, which runs the JMH suites of the hot path and of the libraries, and those of the
 * packages {@code agents}, {@code paced} and {@code aggregation}.
 *
 * <p>Threading rule: one thread, one child at a time.
 *
 * <p>Bounded: by {@link io.inferometer.benchmark.forked.Effort}.
 */
package io.inferometer.benchmark.compare;
