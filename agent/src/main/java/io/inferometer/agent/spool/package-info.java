/**
 * Keeps windows on disk until every push exporter has acknowledged them, so that they outlive the process.
 *
 * <p><b>Data flow:</b> {@code delivery} hands each window to {@link io.inferometer.agent.spool.Spool} before it tries to deliver
 * it, and acknowledges it when it is settled. What an ended JVM left behind is taken over by the next one of the same service.
 *
 * <p><b>Threading:</b> thread-safe, without a thread of its own.
 *
 * <p><b>What stays bounded:</b> the bytes on disk and the age of what is kept.
 */
package io.inferometer.agent.spool;
