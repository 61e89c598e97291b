/**
 * Queued requests, followed from stage to stage: accepted, taken off the queue, processed, answered.
 *
 * <pre>
 *   application's threads                        one thread at a time
 *   StageSite ── QueuedRequest, StageCall, StageEnd ──► Events ──► Tracker ──► Backlog ──► RequestEnds ──► AsyncStats
 *      │  ▲                                                    │
 *      ▼  │ stages inside a PROCESS                               ▼
 *   ThreadStages, for each thread                              Requests
 * </pre>
 *
 * <p>Data flow: an instrumented method has a {@link io.inferometer.agent.async.StageSite}. An ACCEPT that returned leaves a {@link
 * io.inferometer.agent.async.QueuedRequest} in {@link io.inferometer.agent.async.Events}, any other stage a {@link
 * io.inferometer.agent.async.StageCall} when it begins and a {@link io.inferometer.agent.async.StageEnd} when it ends. A stage inside a
 * PROCESS of the same request on the same thread leaves nothing: its time is added to that PROCESS. The {@link
 * io.inferometer.agent.async.Tracker} takes the events in the order in which they came and finds what each means to its request. The {@link
 * io.inferometer.agent.async.Backlog} knows the requests and ends each once, by its events or by time. {@link
 * io.inferometer.agent.async.RequestEnds} counts what becomes of them, in one {@link io.inferometer.agent.async.Tally} for the window in
 * progress and one since the start, which the aggregator asks for. Where somebody reads lines, {@link io.inferometer.agent.async.RequestLog} makes one of each request that
 * ends, for the window in progress, and {@link io.inferometer.agent.async.RequestLogFile} writes those of each window to a file. {@link
 * io.inferometer.agent.async.AsyncEndpoint} is all of this together.
 *
 * <p>Submitted tasks: a {@link io.inferometer.agent.async.SubmitSite} stands around each call of an executor. It gives a task an {@link
 * io.inferometer.agent.async.Identity}, under which the call is an ACCEPT, and which the task's {@link
 * io.inferometer.agent.async.TaskSite}, or the {@link io.inferometer.agent.async.SubmittedTask} that stands in for a lambda, takes when it
 * runs. Calls of the AWS SDK have an {@link io.inferometer.agent.async.SdkSite}, which is a stage inside a PROCESS and nothing elsewhere;
 * a download that returns a stream ends with that ({@link io.inferometer.agent.async.StreamSite}), or with its PROCESS.
 *
 * <p>A request by its events. Times decide, not the moment at which they are looked at: a PROCESS that begins after {@code async.ttl}
 * finds its request expired, and one that ends after {@code async.processing-timeout} finds it failed.
 *
 * <pre>
 *   ACCEPT ──► waiting ── PROCESS, or the first other stage ──► begun ── PROCESS ends ──► succeeded | failed
 *                 └── EXPIRE, or async.ttl ──► expired            └── async.processing-timeout ──► failed
 * </pre>
 *
 * <p>A worker may begin before its ACCEPT has returned. Such a request is kept for some seconds, until it is accepted or
 * is counted as unmatched.
 *
 * <p>Threading rule: sites run on the application's threads. They read the clock, look at their own thread's stages, and add an event
 * with one compare-and-set; they wait for nothing and share no lock but that of a single request's PROCESS. They never log or
 * throw. The tracker is guarded by its monitor, taken by the thread {@code inferometer-async}, ten times a second under load and once a
 * second else, or the aggregator's when it is asked for figures. The file is written by the thread {@code inferometer-async-log}.
 *
 * <p>Bounded: tasks that were submitted and never ran, and streams that were never closed, are known as long as the application keeps
 * them. A window has 256 KiB of lines, and those of five wait for the file; a failure is kept in 1,000 characters for each stage
 * of an open request. At most {@code async.max-tracked} requests are known by their id. Beyond it, or while as many events wait for the
 * tracker, an ACCEPT is only counted, and a stage that names an unknown id begins one of the requests that were only counted: counts
 * and backlog stay exact, their times are not known. Ended requests are remembered for a minute, as far as there is room, so that what
 * comes late is not taken for something else. Without a configured or annotated stage no class of this package is loaded
 * and its thread is not started.
 */
package io.inferometer.agent.async;
