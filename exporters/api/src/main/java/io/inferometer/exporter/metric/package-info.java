/**
 * The metric catalogue: what each figure of the agent is called, what it means, and how it is read.
 *
 * <p>Data flow: code that shows figures to people or stores walks an enumeration of this package ({@link
 * io.inferometer.exporter.metric.ModelMetric}, {@link io.inferometer.exporter.metric.AgentMetric}, {@link
 * io.inferometer.exporter.metric.LibraryMetric}, {@link io.inferometer.exporter.metric.AsyncMetric}, {@link io.inferometer.exporter.metric.ExporterMetric}) and has each {@link
 * io.inferometer.exporter.metric.Metric} read from its subject into a {@link io.inferometer.exporter.metric.Samples}: Prometheus,
 * the page and its JSON, {@code file}, JMX, and the generated {@code docs/metrics.md}. A metric is therefore added in one place.
 * Figures of the machine come as {@link io.inferometer.exporter.api.MetricSample samples} already; {@link
 * io.inferometer.exporter.metric.SampleMetric} describes them, and where one is a line of a kernel's file, which {@link
 * io.inferometer.exporter.metric.KernelLine}. Names that AWS gives are contracts of their exporters and not in here.
 *
 * <p>Threading rule: everything is immutable and thread-safe but a {@code Samples}, which belongs to its caller.
 *
 * <p>Bounded: reading a metric calls its {@code Samples} once for each value of the metric's own label, at most four times.
 */
package io.inferometer.exporter.metric;
