/**
 * The exporter {@code sagemaker-edge}: tells an Edge Manager fleet, or a receiver compatible with it, that this device is
 * alive and how its models do. AWS ended the service on 26 April 2024, so an endpoint of one's own is the common case and
 * no failure is more than a heartbeat lost.
 *
 * <p>Data flow: the agent merges windows for the length of a heartbeat; the merged window becomes one SendHeartbeat
 * request, in which every name is made to fit the service's patterns.
 *
 * <p>Threading rule: one thread, the exporter's own.
 *
 * <p>Bounded: nothing is kept between heartbeats.
 */
package io.inferometer.exporter.aws.sagemakeredge;
