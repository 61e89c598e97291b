/**
 * Turns recorded calls into distributions, and distributions into windows and snapshots.
 *
 * <p>Data flow: {@link io.inferometer.agent.aggregate.Aggregator} drains the {@link io.inferometer.agent.record.Recorder} into
 * one {@link io.inferometer.agent.aggregate.ModelSeries} per model. Each series fills the newest {@link
 * io.inferometer.agent.aggregate.Slice} of a few seconds, whose distributions are {@link
 * io.inferometer.agent.aggregate.HistogramBuilder}s. Calls of one model in a row are added at once; those of models that take turns come in a
 * {@link io.inferometer.agent.record.CallBatch} and find their distributions in {@link io.inferometer.agent.aggregate.OpenDurations}. When a slice ends it is packed and becomes part of the window in progress, of
 * the total since the start and of the {@link io.inferometer.agent.aggregate.LastMinute}, all immutable {@link
 * io.inferometer.agent.aggregate.PackedHistogram}s. Every {@code interval} a {@link io.inferometer.exporter.api.Window} goes to
 * delivery. Scrapers and the page are answered by a {@link io.inferometer.agent.aggregate.SeriesReader}, which adds distributions up in
 * arrays that it uses again: in octaves, or eight buckets as one for a picture, of which those are looked into that
 * percentiles are in.
 *
 * <p>Threading rule: one daemon thread owns every series; nobody else touches them. Others leave requests in a queue and are
 * answered with immutable values.
 *
 * <p>Errors: memory may run out at any step. Whatever is added is added as a whole or not at all, because all memory it needs is got
 * first; what was not added stays where it came from, in a chunk, a histogram or a queue, until the next time. A window is built
 * before the one in progress ends, and that takes no memory.
 *
 * <p>Wake-ups: the thread sleeps until a window ends, somebody asks, or full chunks crowd; besides, a second after it
 * found calls. After eight quiet seconds it sleeps until the next call, or until the scheduler sees that a thread has ended. Snapshots are never stale: each request drains first.
 * But a call is dated by the drain that finds it, so that the time of the latest call and its place in the last minute may be late
 * by that much; and where only some calls are timed, the age of one that is not counts from the first look at it.
 *
 * <p>What is kept of a call is named by {@link io.inferometer.exporter.api.Measure}: a distribution of durations for each outcome, and one
 * for each other measure that is a number.
 *
 * <p>Bounded: {@code max-series} models and {@code _other_} of each library. A series, one outcome of one model or one measure beside durations and items, takes at most 8 KiB
 * where latencies are within 1 : 64, and 32 KiB where they are anything, at up to 10,000 calls per second; its memory follows the
 * range of its values and the length of its counts, not their number. A model that was scraped keeps its latest totals in octaves, some 600
 * bytes; one that was looked at on the page keeps nothing. While models take turns, 8 KiB and 24 bytes for each model serve to count their calls,
 * and are let go when the thread rests. Sums for the page take 42 KiB from the first look on.
 */
package io.inferometer.agent.aggregate;
