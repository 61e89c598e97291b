/**
 * What {@code sample-apps/quickstart.sh} cannot do in a shell: read JSON over HTTP and compare books.
 *
 * <p>Data flow: {@link io.inferometer.sample.quickstart.AgentBooks} is read from the agent's {@code /api/snapshot}, {@link
 * io.inferometer.sample.quickstart.ReceiverBooks} from the receiver's {@code /received} and {@code /statsd}, {@link
 * io.inferometer.sample.quickstart.FileBooks} from the exporter {@code file}; {@link
 * io.inferometer.sample.quickstart.Watch} shows the first two while the load runs, {@link
 * io.inferometer.sample.quickstart.Verdict} holds all of them against the load generator's own books when it has ended.
 * Documents are read leniently: a field that is not there counts as 0, so that it is a mismatch and not a crash.
 *
 * <p>Threading rule: one thread per command. Bounded: nothing is kept from one look to the next.
 */
package io.inferometer.sample.quickstart;
