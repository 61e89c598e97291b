/**
 * What agents hold in a JVM that does nothing: resident memory, threads.
 *
 * <p>Data flow: {@link io.inferometer.benchmark.idle.BesideOthers} starts one {@link io.inferometer.benchmark.idle.Sleeper} for each agent, lets them
 * rest and reads what the kernel says of each ({@link io.inferometer.benchmark.idle.ProcessMemory}).
 *
 * <p>Threading rule: one thread; the JVMs of one round rest at the same time.
 *
 * <p>Bounded: one JVM for each agent at a time.
 */
package io.inferometer.benchmark.idle;
