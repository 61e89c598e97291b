/**
 * What every measurement in JVMs of its own needs: the child, what it said, and how it is told.
 *
 * <p>Data flow: {@link io.inferometer.benchmark.forked.Subject} runs one JVM, {@link io.inferometer.benchmark.forked.Samples}
 * keeps what several rounds of it gave, {@link io.inferometer.benchmark.forked.MarkdownTable} prints it and {@link
 * io.inferometer.benchmark.forked.Goal} what was wished for. {@link io.inferometer.benchmark.forked.InstalledAgent} is one of the agents that
 * are held against each other, with the options that its users set.
 *
 * <p>Threading rule: one thread, one child at a time.
 *
 * <p>Bounded: a child that outlives its patience ends the measurement.
 */
package io.inferometer.benchmark.forked;
