/**
 * How what the agent takes grows with what it has to do with: models, threads, loaded classes.
 *
 * <p>Data flow: {@link io.inferometer.benchmark.growth.GrowthRuns} starts a {@link io.inferometer.benchmark.growth.GrowthLoad} without and with
 * the shipped agent for each {@link io.inferometer.benchmark.growth.Size}. It makes calls at a pace and says what the kernel counted of the
 * aggregator, what the recording holds and what the process has resident.
 *
 * <p>Threading rule: as many threads call as the size wants, each its share; the main thread reads while they wait.
 *
 * <p>Bounded: by seconds and sizes.
 */
package io.inferometer.benchmark.growth;
