/**
 * The exporter {@code sagemaker-edge}: tells an Edge Manager fleet, or a receiver compatible with it, that this device is
 * alive and how its models do. AWS ended the service on 26 April 2024, so an endpoint of one's own is the common case and
 * no failure is more than a heartbeat lost.
 *
 * <p>Data flow: the agent merges windows for the length of a heartbeat; the merged window becomes one SendHeartbeat
 * request, or several where one is too large, in which every name is made to fit the service's patterns. It lists all models that are loaded, and the loads and
 * closes that no delivered heartbeat has told of yet.
 *
 * <p>Threading rule: one thread, the exporter's own.
 *
 * <p>Bounded: between heartbeats {@value io.inferometer.exporter.aws.sagemakeredge.LoadedModels#MAX_IDLE} models are kept, without
 * figures, and {@value io.inferometer.exporter.aws.sagemakeredge.Deployments#MAX_WAITING} loads and closes that wait beside the
 * {@value io.inferometer.exporter.aws.sagemakeredge.Deployments#MAX_PER_RESULT} that are being told.
 */
package io.inferometer.exporter.aws.sagemakeredge;
