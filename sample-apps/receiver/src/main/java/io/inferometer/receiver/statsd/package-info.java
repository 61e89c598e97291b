/**
 * A receiver of DogStatsD lines, stricter than those in use: what is not a line by the letter is counted as broken.
 *
 * <p>Data flow: {@link io.inferometer.receiver.statsd.StatsdListener} takes datagrams from loopback, on the same port number as HTTP;
 * {@link io.inferometer.receiver.statsd.StatsdBooks} adds their {@link io.inferometer.receiver.statsd.StatsdLine lines} up by name, type
 * and tags; {@code GET /statsd} shows them.
 *
 * <p>Threading rule: one daemon thread reads; the books are guarded by their monitor; everything else is immutable.
 *
 * <p>Bounded: 10,000 series are kept apart; lines of others are counted as broken.
 */
package io.inferometer.receiver.statsd;
