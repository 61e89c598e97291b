/**
 * What the agent says and what an exporter answers: immutable snapshots of what was measured, and the contract of those
 * who carry them away.
 *
 * <p>Data flow: the aggregator cuts a {@link io.inferometer.exporter.api.Window} (what happened between two instants) or
 * takes a {@link io.inferometer.exporter.api.Snapshot} (everything since the agent started). Push exporters are handed
 * windows by the delivery thread that owns them, and may ask for a snapshot; pages and scrapes read snapshots.
 *
 * <p>Threading rule: every type here is immutable, or says that it is called by one thread only. Nothing here starts a
 * thread, reads a clock or logs. {@link io.inferometer.exporter.api.LinesFile} alone touches the disk.
 *
 * <p>Bounded: a window holds at most {@code max-series} models and 256 KiB of lines, a histogram at most its octaves' buckets.
 *
 * <p>Depends on {@code java.base} alone, so that an exporter knows neither the agent nor another exporter.
 */
package io.inferometer.exporter.api;
