/**
 * What {@code sample-apps/async-demo.sh} runs: the sample server under a load that knows what must become of each request, and the
 * comparison of its books with what the agent exported.
 *
 * <p>Data flow: {@link io.inferometer.sample.async.demo.AsyncDemo} starts the processes of {@link
 * io.inferometer.sample.async.demo.Programs}; {@link io.inferometer.sample.async.demo.Load} submits requests, each with its {@link
 * io.inferometer.sample.async.demo.Fate}, takes their callbacks and keeps {@link io.inferometer.sample.async.demo.Books}; {@link
 * io.inferometer.sample.async.demo.Exported} reads what the receiver and {@code /metrics} have; {@link
 * io.inferometer.sample.async.demo.Comparison} puts both side by side, and {@link io.inferometer.sample.async.demo.CapacitySamples} the
 * one metric that has to be right at each second.
 *
 * <p>The clock of the books: HTTP takes more than the millisecond by which figures may differ, for the load has to wait for a processor until
 * it reads an answer. So its stopwatch is in the server's JVM, in {@link io.inferometer.sample.async.demo.WitnessedServer}, around the calls of
 * the methods that the agent measures, and knows nothing of the agent. The load takes its moments ({@link
 * io.inferometer.sample.async.demo.StopwatchReader}) only as far as its own clock bears them out ({@link
 * io.inferometer.sample.async.demo.Life}): a request is accepted after the load sent it and before it had the answer, and the callback
 * comes after its work began and before that ended.
 *
 * <p>Threading rule: one thread submits, a few take callbacks, one the stopwatch's moments; the books are shared under their lock.
 * Bounded: times are summed, of a request only what is under way is kept.
 */
package io.inferometer.sample.async.demo;
