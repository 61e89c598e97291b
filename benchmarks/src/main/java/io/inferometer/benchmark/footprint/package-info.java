/**
 * What the agent takes of a JVM and keeps: heap, metaspace, resident memory, threads, file descriptors and classes, for nothing but the
 * agent and for one feature after the other.
 *
 * <p>Data flow: {@link io.inferometer.benchmark.footprint.Main} starts a {@link io.inferometer.benchmark.footprint.Program} twice at a time,
 * without and with the agent; each says what its JVM takes when it has done what the {@link
 * io.inferometer.benchmark.footprint.Feature} asks and a while has passed. {@link io.inferometer.benchmark.footprint.Page} writes the
 * differences to {@code docs/footprint.md}, against which the agent's build holds the first of them.
 *
 * <p>Threading rule: one thread for each child, two children for each JDK at a time; a {@link io.inferometer.benchmark.footprint.Backend} answers on its own.
 *
 * <p>Bounded: rounds times features; a child that takes three minutes ends the measurement. Linux only, for {@code /proc}.
 */
package io.inferometer.benchmark.footprint;
