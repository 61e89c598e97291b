/**
 * What measuring costs beside the calls: the aggregator's time per event, what an idle agent wakes up for, what it holds.
 *
 * <p>Data flow: {@link io.inferometer.benchmark.aggregation.AggregationRuns} starts one JVM without and one with the shipped agent;
 * in the latter {@link io.inferometer.benchmark.aggregation.AggregationLoad} does nothing, calls at a pace, calls in a tight loop,
 * and reads in between what the kernel says of the agent's threads ({@link
 * io.inferometer.benchmark.aggregation.AgentTasks}) and what is on the heap ({@link
 * io.inferometer.benchmark.aggregation.HeapUse}).
 *
 * <p>Threading rule: one thread directs; its callers end before anything is read.
 *
 * <p>Bounded: by seconds.
 */
package io.inferometer.benchmark.aggregation;
