/**
 * Carries windows to push exporters through outages of any length, and keeps one exporter's trouble away from the others.
 *
 * <pre>
 *  aggregator ──► PushExporters ──► WriteAhead ──► Spool (disk)
 *                      │                │             ▲  │ oldest first
 *                      │                ▼    settled  │  ▼
 *                      └──────────►  Lanes: live · backlog ──► LaneRunner      ──► exporter
 *                     not spooled       (one per exporter)     HeartbeatRunner
 * </pre>
 *
 * <p>Data flow: the aggregator hands each window to {@link io.inferometer.agent.delivery.PushExporters}. For exporters that spool,
 * {@link io.inferometer.agent.delivery.WriteAhead} writes it to disk first; then it is the newest of their live lanes. An
 * exporter's thread takes live windows newest first and, while there is none, the oldest of the backlog. A window that is settled
 * is acknowledged to the spool; one that is put off joins the backlog, and {@link io.inferometer.agent.delivery.DeliverySchedule} says when to
 * go on. Which exporters spool says {@link io.inferometer.agent.exporter.ExporterTable}. A heartbeat says what happened since the last one that arrived, as
 * far back as {@link io.inferometer.agent.delivery.HeartbeatContent} lets it. {@link
 * io.inferometer.agent.delivery.RunRunner} gathers windows of a run, this JVM's or one that an ended JVM left, and has them uploaded
 * together; the exporter notes in the spool how far it came.
 *
 * <p>Books: at rest delivered + rejected + expired + pending windows are those cut while the exporter was on, and those taken over
 * from ended JVMs.
 *
 * <p>Threading rule: one daemon thread per exporter, on which it is created, called and closed, with its loader as context class
 * loader; one for the spool, so that a slow disk delays neither the aggregator nor the application. It also writes what is left at
 * the end of the JVM and closes the spool; the end waits for it with a limit. Handing a window over never
 * blocks. Classes that say they are confined belong to an exporter's thread, or to the monitor of their owner.
 *
 * <p>Bounded: memory by number and bytes, whichever is reached first ({@link io.inferometer.agent.delivery.Lanes}): with a working
 * spool the live lane alone, one window while the backend is away; without it the newest 1,000 windows or 16 MiB. All exporters
 * share the windows themselves. What has to go is counted as expired.
 */
package io.inferometer.agent.delivery;
