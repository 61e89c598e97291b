/**
 * The hot path: what runs on the application's threads when an instrumented method is entered and left.
 *
 * <p><b>Data flow.</b> A {@link io.inferometer.agent.record.InferenceSite} reads the clock, finds the {@link
 * io.inferometer.agent.record.Model} of the call and, at the end, writes one event, an int where it is like the one before or short, into a {@link
 * io.inferometer.agent.record.Chunk}. What else is known of a call, by {@link io.inferometer.exporter.api.Measure}, goes with it in {@link
 * io.inferometer.agent.record.MeasureValues}; a call of which no more is known takes a way of its own, which knows nothing of them. Full chunks go to the aggregator and come back empty
 * through the {@link io.inferometer.agent.record.ChunkExchange}; the aggregator also reads the published part of the chunks in
 * use, which it finds by {@link io.inferometer.agent.record.EventLogs}. Platform threads own a chunk each ({@link io.inferometer.agent.record.ThreadLog}, found by thread id). Virtual threads
 * own nothing: they write to the log of their carrier ({@link io.inferometer.agent.record.Carriers}), or, where the JVM does not tell that, to one of up to 64
 * {@link io.inferometer.agent.record.Stripes stripes} that they share. When no empty chunk is to be
 * had, the writer <em>folds</em>: it adds its events to atomic histograms of their models itself ({@link io.inferometer.agent.record.Models}). Nothing is dropped and
 * nobody waits. Where memory or stack runs out in measuring a call, that call is <em>lost</em>, and counted as that.
 *
 * <p><b>Threading rule.</b> A thread log is written by its thread alone, whichever virtual thread that carries: between finding the log and the end of
 * writing to it nothing may wait, nor run code of the application, for the virtual thread might go on elsewhere. A lane of {@link
 * io.inferometer.agent.record.VirtualCalls} is its carrier's in the same way, but a call may end on another carrier than it began on. A stripe is written by the thread that holds its flag, which
 * never blocks while it does; the consuming side of everything by the aggregator thread alone.
 *
 * <p><b>Memory order.</b> The writer stores an event's words plainly, then the chunk's size with release semantics; the
 * reader loads the size with acquire semantics and therefore sees the words. Reading a chunk in use and folding it exclude
 * each other by one compare-and-set on the chunk's claim word (see {@link io.inferometer.agent.record.Chunk}); a chunk changes
 * hands by compare-and-set only. Between its claim and its last addition a fold is nowhere to be
 * seen: who must not miss it waits for it ({@link io.inferometer.agent.record.Recorder#awaitFolds}).
 *
 * <p><b>Guarantees.</b> Every call that began is counted exactly once as {@code recorded} or as {@code lost}, as soon as it is known to be
 * over: at rest {@code started = recorded + lost}. It began when {@link io.inferometer.agent.record.InferenceSite#enter} did: where there
 * is not even stack enough to call that, the method is not measured. Every recorded call is counted exactly once, either {@code
 * aggregated} or {@code folded}: at rest {@code recorded = aggregated + folded}. A call that began on an enabled site is recorded even if the site is turned off
 * meanwhile. In flight counts calls that were entered and not left: on a platform thread they are the thread's open calls,
 * in order of nesting, and those counted by {@link io.inferometer.agent.record.SampledCalls}; on a virtual thread they stand in
 * {@link io.inferometer.agent.record.VirtualCalls}; beyond its places, and between the return of an asynchronous method and
 * the completion of its result, they are counted by start time in the model's {@link
 * io.inferometer.agent.record.SharedCalls}.
 *
 * <p><b>Rest.</b> An aggregator that finds nothing for some seconds takes the room of the chunks in use away ({@link
 * io.inferometer.agent.record.Recorder#watch}): the next event takes the slow path, which wakes it and gives the room back.
 *
 * <p><b>The end of memory</b> may come wherever something is made. A writer that gets no new chunk folds; a fold makes all that it
 * needs while it has taken nothing yet. A sink of the reader may fail at any call: what was claimed for it lies in an {@link
 * io.inferometer.agent.record.EventCursor} until the sink has taken it, and the next drain goes on there.
 *
 * <p><b>The end of the stack</b> may come at any call in here. What must not stop between two steps makes sure first that there is
 * enough of it left ({@link io.inferometer.agent.record.ExecutionStack}), or takes the second step without a call.
 *
 * <p><b>Lost calls</b> are counted without a call, too: by the thread in its own books ({@link
 * io.inferometer.agent.record.OpenCalls}), where it has a log and the call had begun, else under the monitor of {@link
 * io.inferometer.agent.record.LostCalls}, which says where and why, and repairs what lost exits leave behind. An exit that was not even entered leaves an open call behind, which is lost when it is
 * found. The next exit further out
 * finds it; else the next entry on the thread does, which looks at the thread's stack when there is reason for doubt: an exit
 * failed, or the outermost call has been open for more than a second; else the reader does, when the thread has ended. On a virtual
 * thread the next entry into the same method does, when the call is a second old; where there is none, it stays in flight. Until
 * it is found, calls of the same method, of which only the outermost on a thread counts, are taken for a part of it.
 *
 * <p><b>Threads that end</b> tell nobody. The reader looks for them once a second while it is awake, and when some hundred threads
 * began to record since; while it rests, {@link io.inferometer.agent.record.Recorder#hasEndedThreads} says whether to wake it. It takes what they left
 * and then lets go of the thread, its context class loader and its chunk, whatever cache still holds its log or its counts.
 *
 * <p><b>Bounded.</b> One chunk per live platform thread that ever recorded, one per stripe, and the exchange's pool, which
 * grows under load only. Folded series exist per model, from the model's first fold on, and grow by the octaves of
 * their values ({@link io.inferometer.agent.record.FoldedCalls}), for each outcome and each measure that ever had a value. A site that
 * knows models by their instances remembers up to some ten thousand of them, weakly, in 64 KiB at most and 48 bytes each ({@link io.inferometer.agent.record.SeenInstances}).
 *
 * <p>Nothing here logs, reads configuration, reads the wall clock or, but to count a lost call, takes a lock.
 */
package io.inferometer.agent.record;
