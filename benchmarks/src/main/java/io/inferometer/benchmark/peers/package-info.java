/**
 * What the libraries that applications measure themselves with take for the same work as one measured call: two clock reads and
 * one duration recorded, with the distribution where the library keeps one.
 *
 * <p>Data flow: JMH's threads call {@link io.inferometer.benchmark.peers.PeerCalls}, whose subclasses add nothing but the number
 * of threads; each library has one holder, set up as its manual says, labels resolved beforehand. Nobody reads the
 * values meanwhile, which favours the libraries: the agent's own figures include a consumer.
 *
 * <p>Threading rule: holders are shared by JMH's threads, but for the recorder that knows a single writer.
 *
 * <p>Bounded: what the libraries bound.
 */
package io.inferometer.benchmark.peers;
