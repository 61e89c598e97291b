/**
 * A closed-loop load generator for {@code POST /embed} that keeps exact books: how many requests it made, how many of
 * them failed and how many texts were embedded, so that somebody else's count can be compared with it.
 *
 * <p>Data flow: {@link io.inferometer.sample.load.LoadGenerator} starts K clients, each {@link
 * io.inferometer.sample.load.Client} sends a request as soon as its previous one was answered and writes into its own
 * {@link io.inferometer.sample.load.Tally}; when all have ended the tallies are added up and printed as one line of JSON.
 *
 * <p>Threading rule: a tally belongs to its client's thread until that thread has ended. Stopping is a latch: no request
 * is begun after it and every request in flight is awaited.
 *
 * <p>Bounded: latencies are kept in buckets, so a run of days takes no more memory than one of seconds.
 */
package io.inferometer.sample.load;
