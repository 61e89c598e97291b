/**
 * The exporter {@code cloudwatch}: writes each window to one namespace with PutMetricData.
 *
 * <p>Data flow: {@link io.inferometer.exporter.aws.cloudwatch.Data} lists the window's series, those of the endpoint first,
 * then each model's; each becomes one datum with {@code Values} and {@code Counts}, so that CloudWatch can compute
 * percentiles; a request takes as many data as its limits in number and in bytes allow; what the service took or refused is
 * ticked off, and what is left is all that the next attempt at this window sends. A request that is too large is halved until it
 * fits, one that is refused for what it holds down to what is wrong, which {@link io.inferometer.exporter.aws.cloudwatch.RefusedSeries} explains and keeps
 * apart from then on. A datum carries the start of its window, as CloudWatch's own data points carry the start of their
 * period.
 *
 * <p>Threading rule: one thread, the exporter's own.
 *
 * <p>Bounded: a request is at most {@value io.inferometer.exporter.aws.cloudwatch.RequestSize#MAX_BYTES} bytes and {@value
 * io.inferometer.exporter.aws.cloudwatch.CloudWatchExporter#DATA_PER_REQUEST} data, and only one is made at a time; {@value
 * io.inferometer.exporter.aws.cloudwatch.CloudWatchExporter#HALVINGS} requests of a window are halved for what they hold, and {@value
 * io.inferometer.exporter.aws.cloudwatch.RefusedSeries#MAX_SERIES} refused series are known; between windows the progress
 * of at most {@value io.inferometer.exporter.aws.UnfinishedWindows#MAX_WINDOWS} is kept.
 */
package io.inferometer.exporter.aws.cloudwatch;
