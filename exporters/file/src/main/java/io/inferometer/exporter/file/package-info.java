/**
 * The exporter {@code file}: every window as one JSON object on one line of a file (JSON Lines, UTF-8, LF).
 *
 * <p>Data flow: window → {@link io.inferometer.exporter.file.WindowJson} → {@link
 * io.inferometer.exporter.api.LinesFile}, which appends it to {@code file.path}. A file that would exceed {@code
 * file.max-size} is first renamed to {@code <file.path>.1}, in place of an earlier one.
 *
 * <p>One line, with line breaks added here:
 *
 * <pre>{@code
 * {"window":7,"runId":"…","start":"2026-01-02T03:04:05.000Z","end":"2026-01-02T03:04:15.000Z",
 *  "resource":{"serviceName":"…","endpointName":"…","variantName":"…","instanceId":"…","instanceCount":1,
 *              "agentVersion":"…","started":"2026-01-02T03:03:00.000Z"},
 *  "models":[
 *    {"library":"onnxruntime","name":"minilm","version":"",
 *     "invocations":3,"outcomes":{"success":3,"client_error":0,"server_error":0,"cancelled":0},
 *     "latencySeconds":{"count":3,"sum":0.0045,"min":0.001,"max":0.002,"p50":0.0015,"p90":0.002,"p99":0.002},
 *     "inFlight":1,"oldestInFlightSeconds":0.25,
 *     "batchSize":{"count":3,"sum":3,"min":1,"max":1,"p50":1.0,"p90":1.0,"p99":1.0},
 *     "tokens":{"input":21,"output":0},
 *     "modelLoads":{"success":1,"failure":0},"modelsLoaded":1,
 *     "latencyHistogram":{"scale":6,"offset":-638,"buckets":[1,0,2],"zeroCount":0},
 *     "lifecycle":{"loads":1,"failedLoads":0,"loaded":1}}],
 *  "deployments":[{"library":"onnxruntime","name":"minilm","version":"","kind":"DEPLOY",
 *     "start":"2026-01-02T03:04:06.000Z","end":"2026-01-02T03:04:07.000Z","failure":"…"}],
 *  "customMetrics":[{"name":"loss","value":0.25,"step":7,"at":"2026-01-02T03:04:08.000Z"}],
 *  "async":{"backlog":2,"backlogPerInstance":2,"oldestSeconds":0.5,"backlogWithoutCapacity":0,
 *     "requests":{"success":9,"failure":1,"expired":0},"failures":{"download":1,"upload":0,"notify":0},
 *     "modelErrors":{"4xx":0,"5xx":0},"queueSeconds":{…},"totalSeconds":{…},"downloadSeconds":{…},"uploadSeconds":{…},
 *     "modelSeconds":{…}},
 *  "host":{"cpuPercent":140.5,"memoryPercent":30.25,"diskPercent":12,"gpuPercent":0,"gpuMemoryPercent":0},
 *  "agent":{"recorded":3,"aggregated":3,"folded":0,"lost":0,"clampedDurations":0,"ignoredItems":0,
 *     "instrumentationErrors":0,"measuringErrors":0,"weavingErrors":0}}
 * }</pre>
 *
 * <p>The fields of a model from {@code inFlight} to {@code modelsLoaded}, and those of the agent, are the metrics that the catalogue
 * has of them ({@link io.inferometer.exporter.metric}), under their keys; {@code lifecycle} and {@code weavingErrors} are older names
 * of some. Counts belong to the window; {@code inFlight}, {@code oldestInFlightSeconds}, {@code loaded} and {@code host} to its
 * end; {@code agent} counts since the agent started. {@code sum}, {@code min} and {@code max} are exact to the nanosecond,
 * percentiles those of {@link io.inferometer.exporter.api.ExponentialHistogram#quantile}. Bucket {@code i} of the
 * histogram covers seconds in {@code (base^(offset+i), base^(offset+i+1)]} with {@code base = 2^(2^-scale)}, as in the
 * OpenTelemetry metrics data model. What is not known is left out: the host's figures, {@code min}, {@code max} and
 * percentiles of nothing, {@code async} where no stage of queued requests is known, {@code deployments} and
 * {@code customMetrics} where there was none, a {@code failure} where there was none, {@code batchSize} and {@code tokens} where the library does not tell. Fields may be added.
 *
 * <p>A line is written whole or not at all: what a full disk cut short is taken back. What a killed process cut short is
 * ended by a line feed before the next line, so that it spoils no other: a reader skips a line that is no JSON. A window
 * may be there twice; {@code runId} and {@code window} tell.
 *
 * <p>Threading rule: everything runs on the exporter's own thread. Nothing is kept open between two windows, so that the
 * file may be moved away at any time.
 *
 * <p>Bounded: two files of at most {@code file.max-size} each; a single line that is larger stands alone in its file.
 */
package io.inferometer.exporter.file;
