/**
 * What a measured call adds to the slow calls: one thread, one call each microsecond, its duration taken from outside.
 *
 * <p>Data flow: {@link io.inferometer.benchmark.paced.PacedRuns} starts JVMs with the shipped agent; in them {@link
 * io.inferometer.benchmark.paced.PacedCalls} makes calls of a woven method and, in turn with it, of one that reads the
 * clock twice, and tells high percentiles of both.
 *
 * <p>Threading rule: one thread makes the calls; the agent's own run beside it as ever.
 *
 * <p>Bounded: two histograms per JVM. The resolution is the clock's; the outer clock reads are part of both figures.
 */
package io.inferometer.benchmark.paced;
