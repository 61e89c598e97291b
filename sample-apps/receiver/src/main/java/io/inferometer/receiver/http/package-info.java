/**
 * An HTTP/1.1 server on loopback, small enough to misbehave on demand: it cuts answers, dribbles them, resets
 * connections and tells any date, none of which the JDK's server lets its user do.
 *
 * <p>Data flow: {@link io.inferometer.receiver.http.HttpListener} accepts connections; each one reads a
 * {@link io.inferometer.receiver.http.RequestHead} and its body, asks the
 * {@link io.inferometer.receiver.http.RequestHandler} and sends the {@link io.inferometer.receiver.http.Delivery} it
 * gets, again and again until either side has had enough.
 *
 * <p>Threading rule: one thread accepts, each connection has one of its own; what passes between is immutable.
 *
 * <p>Bounded: 256 connections, more of them wait; a head of 64 KiB; a body as long as the handler says, of what is
 * longer the rest is read and thrown away; 60 s of silence end a connection.
 *
 * <p>Source: RFC 9112. Not covered, because no client here uses it: request targets other than paths, transfer codings
 * other than chunked, trailers, upgrades, and pipelining beyond one request after the other.
 */
package io.inferometer.receiver.http;
