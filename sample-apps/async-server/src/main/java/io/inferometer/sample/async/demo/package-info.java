/**
 * What {@code sample-apps/async-demo.sh} runs: the sample server under a load that knows what must become of each request, and the
 * comparison of its books with what the agent exported.
 *
 * <p>Data flow: {@link io.inferometer.sample.async.demo.AsyncDemo} starts the processes of {@link
 * io.inferometer.sample.async.demo.Children}; {@link io.inferometer.sample.async.demo.Load} submits requests, each with its {@link
 * io.inferometer.sample.async.demo.Fate}, takes their callbacks and keeps {@link io.inferometer.sample.async.demo.Books}; {@link
 * io.inferometer.sample.async.demo.Exported} reads what the receiver and {@code /metrics} have; {@link
 * io.inferometer.sample.async.demo.Comparison} puts both side by side.
 *
 * <p>Threading rule: one thread submits, a few take callbacks; the books are shared under their lock. Bounded: times are summed, of a
 * request only what is under way is kept.
 */
package io.inferometer.sample.async.demo;
