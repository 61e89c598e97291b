/**
 * A local server that stands in for the operations of AWS and of Spare Cores Sentinel that exporters call: stricter than the services, obedient when told to
 * fail, and with books that a script or a test can read. Each service has a package of its own.
 *
 * <p>Data flow: {@link io.inferometer.receiver.Receiver} listens on loopback and hands every request to {@code Routes};
 * a request for an operation goes to {@code Dispatcher}, which leads it past signature, protocol and shape, then
 * the faults that were asked for, to the operation's own {@link io.inferometer.receiver.operation.Handler}, which writes to
 * its service's books in the {@code Ledger}. {@link io.inferometer.receiver.Received} is a
 * snapshot of that ledger, {@code GET /received} the same as JSON. Beside it, {@link io.inferometer.receiver.statsd} takes DogStatsD
 * lines. Faults come after the checks, so that a wrong request
 * is never excused by an injected failure.
 *
 * <p>Threading rule: each connection has a daemon thread of its own; the ledger and the faults are guarded by their own
 * monitor, everything else is immutable.
 *
 * <p>Bounded: one body has at most 1 MiB, 8 MiB for log events, 32 MiB unpacked; what is kept and summarised is said by each
 * service's package; at most 256 connections are served at a time. Counts are never cut.
 *
 * <p>The rules are those of the public API references of the services: every table of a service's package reads like their
 * page for that operation. The additions here: an unknown member or a JSON {@code null} is refused, so are a namespace
 * that begins with {@code AWS/}, a dimension that is named twice, and a log event of more than 256 KiB.
 */
package io.inferometer.receiver;
