/**
 * What a woven method with an empty body costs, by the shipped agent and by others, set up as their users do, sending
 * nothing.
 *
 * <p>Data flow: {@link io.inferometer.benchmark.agents.AgentRuns} starts a JVM for each {@link
 * io.inferometer.benchmark.agents.Variant} in turn, so that whatever else the machine does falls on all alike. In it {@link
 * io.inferometer.benchmark.agents.WovenCalls} times the woven method and, in turn with it, the floor: nothing, one clock read, two
 * clock reads. The least of all rounds counts, which other work disturbs least; of several processes the median.
 *
 * <p>Threading rule: as many threads as the variant wants, one batch each at a time behind a barrier.
 *
 * <p>Bounded: rounds times calls; no agent keeps what it cannot send for longer than its own queue.
 */
package io.inferometer.benchmark.agents;
