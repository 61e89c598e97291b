/**
 * The metrics of a SageMaker real-time endpoint, as far as a JVM can know them: what the exporters to CloudWatch and to
 * CloudWatch Logs both say of a window.
 *
 * <p>Data flow: {@link io.inferometer.exporter.aws.endpoint.EndpointMetrics} turns the figures of one model, of all models
 * together, or of the machine into a list of {@link io.inferometer.exporter.aws.endpoint.EndpointMetric}; {@link
 * io.inferometer.exporter.aws.endpoint.AsyncMetrics} does so with queued requests, under the names of asynchronous endpoints, and takes
 * the place of the endpoint's figures where there are any; the values of each are a
 * {@link io.inferometer.exporter.aws.endpoint.Distribution}, values with counts; {@link
 * io.inferometer.exporter.aws.endpoint.EndpointDimensions} says under which dimensions they go. The same window always
 * gives the same metrics in the same order.
 *
 * <p>Left out, because nothing in a window tells them truly: OverheadLatency (what is measured is the model, not the
 * request around it), ModelCacheHit, ModelLoadingWaitTime, ModelDownloadingTime and ModelUnloadingTime (an in-process model
 * is loaded before it can be called, and closing one is not timed), LoadedModelCount (a window names the models that did
 * something in it, not the idle ones), FirstChunk* and MidStreamErrors (a window does not tell streams apart), and
 * everything of inference components.
 *
 * <p>Threading rule: everything is immutable or used by one thread.
 *
 * <p>Bounded: a distribution has at most as many values as its reader takes; nothing is kept between windows.
 */
package io.inferometer.exporter.aws.endpoint;
