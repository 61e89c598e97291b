/**
 * What a JSON document may look like: tables of members with their types, lengths, ranges, patterns and choices, and
 * the check of a document against such a table.
 *
 * <p>Data flow: an operation declares one {@link io.inferometer.receiver.shape.Shape}; every request body is checked
 * against it and each breach is noted in {@link io.inferometer.receiver.shape.Violations} with the path to the value.
 *
 * <p>The rules follow the traits of the Smithy 2.0 specification (length, range, pattern, required, enum), read more
 * strictly than a service has to: an unknown member and a JSON {@code null} are breaches too, because the official
 * clients send neither.
 *
 * <p>Threading rule: shapes are immutable and shared; a {@code Violations} belongs to the thread of one request.
 *
 * <p>Bounded: no more than the first {@value io.inferometer.receiver.shape.Violations#SHOWN} breaches are kept in words,
 * and a value is quoted up to {@value io.inferometer.receiver.shape.Violations#QUOTED} characters.
 */
package io.inferometer.receiver.shape;
