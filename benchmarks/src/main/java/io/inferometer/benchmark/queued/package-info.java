/**
 * What queued requests cost the application that has them: processor time and memory of its own threads over all stages of a request, and the
 * heap that those take that wait.
 *
 * <p>Data flow: {@link io.inferometer.benchmark.queued.QueuedRequests} is the application of one JVM, with or without the shipped agent,
 * which is told its methods as users tell theirs; {@link io.inferometer.benchmark.queued.Steps} are these methods, {@link
 * io.inferometer.benchmark.queued.SubmittedSteps} those of requests that are tasks. What a JVM without the agent prints is to be
 * subtracted from what one with it does.
 *
 * <p>Threading rule: each thread works on requests of its own, in rounds; between them all wait until the agent has taken the events.
 *
 * <p>Bounded: as many ids as a round has.
 */
package io.inferometer.benchmark.queued;
