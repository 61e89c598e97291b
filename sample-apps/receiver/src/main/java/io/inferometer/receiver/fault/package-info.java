/**
 * Failures on demand: what a test or a script can ask for, and what that does to one request.
 *
 * <p>Data flow: {@link io.inferometer.receiver.fault.FaultDocument} reads faults, {@link
 * io.inferometer.receiver.fault.Faults} keeps those in force and picks the ones that strike a request or an item, {@link
 * io.inferometer.receiver.fault.Strike} says what they do to its answer.
 *
 * <p>Threading rule: {@code Faults} takes its own monitor; everything else is immutable.
 *
 * <p>Bounded: a document holds at most 100 faults, which replace those before.
 */
package io.inferometer.receiver.fault;
