/**
 * A server that accepts requests, queues them and works on them later, as an asynchronous endpoint of SageMaker does.
 *
 * <p>Data flow: {@link io.inferometer.sample.async.AsyncServer} accepts over HTTP, {@link io.inferometer.sample.async.JobQueue}
 * keeps what waits, {@link io.inferometer.sample.async.Workers} take it off, and {@link io.inferometer.sample.async.JobProcessor}
 * downloads the text, embeds it, uploads the vector and calls back. The annotated methods are all that the agent needs.
 *
 * <p>Threading rule: HTTP threads accept, workers process; they share the queue alone. Bounded: the queue by its capacity and the
 * requests' time to live.
 */
package io.inferometer.sample.async;
