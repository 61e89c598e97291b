/**
 * The Prometheus exposition formats: a {@link io.inferometer.exporter.api.Snapshot} as text that a scraper reads.
 *
 * <p>Data flow: {@code Exposition} walks the snapshot once, family by family, into one {@link StringBuilder}; what the two
 * formats write differently is asked of an {@link io.inferometer.exporter.prometheus.ExpositionFormat}.
 *
 * <p>Threading rule: formats hold no state and may be used by any number of threads; each text is written by one.
 *
 * <p>Bounded: a text has at most 4 × 30 lines of durations per model of the snapshot, about 100 bytes each, and the
 * snapshot holds at most {@code max-series} models.
 *
 * <p>Depends on {@code java.base} and the snapshot types alone.
 */
package io.inferometer.exporter.prometheus;
