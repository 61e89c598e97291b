/**
 * Carries windows to push exporters, and keeps one exporter's trouble away from the others.
 *
 * <p>Data flow: the aggregator hands each window to {@link io.inferometer.agent.delivery.PushExporters}, which leaves it in the
 * queue of every {@link io.inferometer.agent.delivery.ExporterRunner}. A runner creates its exporter in the loader of its
 * {@link io.inferometer.agent.delivery.Families family}, offers it windows oldest first, and again after a growing pause while
 * the backend is away.
 *
 * <p>Threading rule: one daemon thread per exporter, on which it is created, called and closed, with its loader as context class
 * loader. Handing a window over never blocks.
 *
 * <p>Bounded: each queue holds the newest windows, up to a fixed number; what is dropped is counted as expired.
 */
package io.inferometer.agent.delivery;
