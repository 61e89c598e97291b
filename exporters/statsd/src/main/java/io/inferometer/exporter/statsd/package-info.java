/**
 * The exporter {@code statsd}: each window as DogStatsD lines in UDP datagrams to {@code statsd.address}.
 *
 * <p>Data flow: window → {@link io.inferometer.exporter.statsd.ModelLines} walks the metric catalogue for each model → {@link
 * io.inferometer.exporter.statsd.Transmission} packs lines into datagrams and hands them to {@link
 * io.inferometer.exporter.statsd.UdpSender}. A catalogue's metric {@code inferometer_x_total} is called {@code inferometer.x} here:
 *
 * <pre>{@code
 * inferometer.tokens:21|c|#model:minilm,library:onnxruntime,service:shop,direction:input
 * inferometer.inferences_in_flight:2|g|#model:minilm,library:onnxruntime,service:shop
 * inferometer.inference_duration_seconds.exact_count:4|c|#model:…,outcome:success      finished calls
 * inferometer.inference_duration_seconds.exact_sum:0.0072|c|#model:…,outcome:success   their time, to the nanosecond
 * inferometer.inference_duration_seconds:0.00145|d|@0.5|#model:…,outcome:success       two of them, within 2.2 %
 * }</pre>
 *
 * <p>Counts and sums are counters, which every receiver adds up exactly. A distribution has a line for each bucket, whose sample rate
 * stands for the bucket's count ({@link io.inferometer.exporter.statsd.SampleRate}). Gauges are sent of the newest window of this JVM
 * alone: the protocol has no time, so a late one would replace a newer one.
 *
 * <p>Names are made fit by {@link io.inferometer.exporter.statsd.TagValue}: different names stay different.
 *
 * <p>A receiver that is not there refuses a datagram (ICMP port unreachable). The window is then put off and goes on where it stopped.
 * What a network or a receiver drops without a word is lost: UDP cannot tell.
 *
 * <p>Threading rule: everything runs on the exporter's own thread. Nothing is kept open between two windows, so that the host's name
 * is resolved for each.
 *
 * <p>Bounded: one datagram of {@value io.inferometer.exporter.statsd.Transmission#LONGEST} bytes and the lines of one model in memory;
 * the progress of {@value io.inferometer.exporter.statsd.StatsdExporter#UNFINISHED} windows; {@value
 * io.inferometer.exporter.statsd.UdpSender#PATIENCE_MILLIS} ms of waiting for a refusal twice per window, and 1 ms after each {@value
 * io.inferometer.exporter.statsd.Transmission#BURST} datagrams, so that a receiver's buffer keeps up.
 */
package io.inferometer.exporter.statsd;
