/**
 * The Prometheus exposition formats: a {@link io.inferometer.exporter.api.Snapshot} as text that a scraper reads.
 *
 * <p>Data flow: an {@link io.inferometer.exporter.prometheus.Exposition} walks the metric catalogue, family by family and subject
 * by subject, as far as its reader takes the text; what the two formats write differently is asked of an {@link
 * io.inferometer.exporter.prometheus.ExpositionFormat}. No metric is named here.
 *
 * <p>Threading rule: formats may be used by any number of threads; each exposition by one.
 *
 * <p>Bounded: of a text there is one histogram at a time, 30 lines of 160 bytes (1.7 KB if names have their greatest length), and
 * the labels of each model of the snapshot, which holds at most {@code max-series} models.
 *
 * <p>Depends on {@code java.base}, the snapshot types and the catalogue alone.
 */
package io.inferometer.exporter.prometheus;
