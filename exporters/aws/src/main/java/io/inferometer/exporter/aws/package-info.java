/**
 * What the exporters to AWS services share beside {@code io.inferometer.exporter.awsclient}: how a window is sent, from which
 * times values are taken, how far a window came that was taken in part, and how names are made to fit a service's patterns.
 *
 * <p>Data flow: the agent offers a window to a {@link io.inferometer.exporter.aws.WindowExporter}, which checks that it can
 * be sent, turns it into items and calls the service's own {@code send(items, progress)}. That sends them in a {@link
 * io.inferometer.exporter.aws.RequestSequence}, which classifies each failure, and ticks off in the {@link
 * io.inferometer.exporter.aws.WindowProgress} what the service took or refused for good.
 *
 * <p>Threading rule: everything is called by the exporter's own delivery thread.
 *
 * <p>Bounded: nothing is queued or cached here but, per exporter, the progress of {@value
 * io.inferometer.exporter.aws.UnfinishedWindows#MAX_WINDOWS} windows and {@value
 * io.inferometer.exporter.aws.SentNames#MAX_MODELS} explained names.
 */
package io.inferometer.exporter.aws;
