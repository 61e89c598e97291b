/**
 * Turns recorded calls into distributions, and distributions into windows and snapshots.
 *
 * <p>Data flow: {@link io.inferometer.agent.aggregate.Aggregator} drains the {@link io.inferometer.agent.record.Recorder} into
 * one {@link io.inferometer.agent.aggregate.ModelSeries} per model. Each series holds the newest slice of a few seconds as
 * mutable {@link io.inferometer.agent.aggregate.HistogramBuilder}s; when a slice ends it is added to the window in progress,
 * to the total since the start and to the last minute, all immutable. Every {@code interval} a {@link
 * io.inferometer.exporter.api.Window} goes to delivery.
 *
 * <p>Threading rule: one daemon thread owns every series; nobody else touches them. Others leave requests in a queue and are
 * answered with immutable values.
 *
 * <p>Bounded: {@code max-series} series and {@code _other_}; a series' memory follows the range of its values, not their
 * number.
 */
package io.inferometer.agent.aggregate;
