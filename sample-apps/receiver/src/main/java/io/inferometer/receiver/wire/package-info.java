/**
 * The ways in which AWS services write requests and answers down: JSON in three dialects, forms with XML answers, and
 * CBOR, all as Jackson trees on this side.
 *
 * <p>Data flow: {@link io.inferometer.receiver.wire.Protocol} turns a body into a tree, typed by the operation's shape
 * where the protocol itself has only text, and an answer or an error into headers and a body.
 *
 * <p>Source: the Smithy 2.0 specifications of awsQuery, awsJson 1.0 and 1.1, restJson1 and rpcv2Cbor. Error names have a
 * form of their own in the query protocol, see {@code QueryErrors}.
 *
 * <p>Threading rule: everything is immutable. Bounded: nothing is kept; a body was bounded by who read it.
 */
package io.inferometer.receiver.wire;
