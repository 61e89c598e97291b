/**
 * What exporters share that call AWS or sign requests as AWS wants them: settings, credentials, endpoints, the SDK's
 * clients, the signer, and what a failure means for the delivery of a window. Knows no service and no exporter; an exporter
 * describes whom it calls with an {@link io.inferometer.exporter.awsclient.AwsService}. Each family of exporters packs a
 * copy of its own.
 *
 * <p>Data flow, with a client of the SDK: an exporter opens one {@link io.inferometer.exporter.awsclient.AwsConnection} when
 * it is created, has it build the SDK's client over {@link io.inferometer.exporter.awsclient.http}, and turns each exception
 * of that client into a {@link io.inferometer.exporter.api.Delivery} with {@link
 * io.inferometer.exporter.awsclient.AwsFailure}. An answer counts only if {@code AnswerCheck} finds that the service gave it.
 * An exporter of many requests in a row may write bodies itself and have {@code RepeatedCall} send them, which does as the
 * client did last; what that sends and how it fails is the same.
 *
 * <p>Data flow, without one: a {@link io.inferometer.exporter.awsclient.http.WebRequest}, signed by a {@link
 * io.inferometer.exporter.awsclient.RequestSigner} where AWS is to take it, goes out over a {@link
 * io.inferometer.exporter.awsclient.http.WebClient}, the same sockets and proxies.
 *
 * <p>Threading rule: everything is called by the exporter's own delivery thread. Each connection adds one daemon thread,
 * {@code inferometer-aws-<exporter>}, on which the SDK ends calls that take too long; the SDK starts none of its own.
 *
 * <p>Bounded: a call takes at most ten seconds and is tried once, for the agent decides when to try again; of an answer at
 * most a mebibyte is read. Nothing is queued or cached here but the SDK's credentials and signing keys.
 */
package io.inferometer.exporter.awsclient;
