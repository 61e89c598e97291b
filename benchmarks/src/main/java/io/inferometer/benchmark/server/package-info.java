/**
 * Whether a server answers as many requests with an agent as without.
 *
 * <p>Data flow: {@link io.inferometer.benchmark.server.ServerRuns} starts a {@link io.inferometer.benchmark.server.ServedLoad} without an agent, with
 * ours and with OpenTelemetry's, has the sample's load generator warm each up, and then ask one after the other, round by round; of the answers
 * in each round it prints the ratios.
 *
 * <p>Threading rule: one thread; of the servers only one is asked at a time, the others rest.
 *
 * <p>Bounded: by seconds, rounds and sets of servers.
 */
package io.inferometer.benchmark.server;
