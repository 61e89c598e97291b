/**
 * What the exporters to AWS services share: how a client of the AWS SDK for Java v2 is built, where its endpoint and its
 * credentials come from, which destination that is, what its failures mean for the delivery of a window, from which times values are taken, how far a window came that was taken in part, and how names
 * are made to fit a service's patterns.
 *
 * <p>Data flow: an exporter opens one {@link io.inferometer.exporter.aws.AwsConnection} when it is created, has it build
 * the SDK's client over {@link io.inferometer.exporter.aws.http}, and turns each exception of that client into a
 * {@link io.inferometer.exporter.api.Delivery} with {@link io.inferometer.exporter.aws.AwsFailure}. An answer counts only if
 * {@code AnswerCheck} finds that the service gave it.
 *
 * <p>Threading rule: everything is called by the exporter's own delivery thread. Each connection adds one daemon thread,
 * {@code inferometer-aws-<exporter>}, on which the SDK ends calls that take too long; the SDK starts none of its own.
 *
 * <p>Bounded: a call takes at most ten seconds and is tried once, for the agent decides when to try again; of an answer at
 * most a mebibyte is read. Nothing is
 * queued or cached here but the SDK's credentials and, per exporter, the progress of {@value
 * io.inferometer.exporter.aws.UnfinishedWindows#MAX_WINDOWS} windows.
 */
package io.inferometer.exporter.aws;
