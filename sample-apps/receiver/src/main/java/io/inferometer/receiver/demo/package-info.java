/**
 * JVMs whose runs go to the receiver, killed one after the other: what {@code sentinel-demo.sh} shows.
 *
 * <p>Data flow: {@link io.inferometer.receiver.demo.SentinelDemo} starts a receiver and JVMs with the agent, which run {@link
 * io.inferometer.receiver.demo.Waiting}, kills all but the last, and prints a line for each run that the receiver got.
 *
 * <p>Threading rule: everything runs on the main thread; what it starts it ends, in a shutdown hook too.
 *
 * <p>Bounded: one JVM at a time, and the books of the receiver.
 */
package io.inferometer.receiver.demo;
