/**
 * What one call costs the aggregator's thread.
 *
 * <p>Data flow: {@link io.inferometer.benchmark.aggregate.Backlog} records calls of known durations as instrumented code does,
 * outside of what is measured; {@link io.inferometer.benchmark.aggregate.Aggregation} drains them into the agent's own
 * aggregator. {@link io.inferometer.benchmark.aggregate.SteadyLoad} measures the same beside a load of a million calls per
 * second, park and wake-up included.
 *
 * <p>Threading rule: one thread records and drains by turns; in the steady load one records and one aggregates.
 *
 * <p>Bounded: a backlog is smaller than the recorder's pool of chunks, so that nothing is folded.
 */
package io.inferometer.benchmark.aggregate;
