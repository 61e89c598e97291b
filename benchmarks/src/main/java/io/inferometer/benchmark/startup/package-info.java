/**
 * What the agent costs a start: how much longer a JVM lives that does nothing, how much later a server answers first.
 *
 * <p>Data flow: {@link io.inferometer.benchmark.startup.Main} starts one JVM after the other, with and without agents in turn, so
 * that whatever else the machine does falls on all alike; {@link io.inferometer.benchmark.forked.Samples} keeps the times. {@link
 * io.inferometer.benchmark.startup.BesideOthers} does the same with the agents of others, {@link
 * io.inferometer.benchmark.startup.SmallMachines} where processor, heap, compiler, modules or files are short.
 *
 * <p>Threading rule: one thread, one child at a time; the clock is this JVM's, from before the child is started.
 *
 * <p>Bounded: rounds times children; a child that takes longer than a minute ends the measurement.
 */
package io.inferometer.benchmark.startup;
