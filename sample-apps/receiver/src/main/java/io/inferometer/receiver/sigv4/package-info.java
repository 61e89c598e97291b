/**
 * The receiving side of AWS Signature Version 4: recomputes what a request should have been signed with, and says which
 * AWS error name a request earns that was not.
 *
 * <p>Data flow: {@link io.inferometer.receiver.sigv4.SignedRequest} (what came over the wire) goes to
 * {@link io.inferometer.receiver.sigv4.SignatureVerifier}, which reads its {@code Authorization}, builds the canonical
 * request and the string to sign, and compares the signature; a mismatch is an
 * {@link io.inferometer.receiver.sigv4.AuthenticationException}.
 *
 * <p>Written with {@code javax.crypto} and not with the AWS SDK's signer, for two reasons: clients that sign with the
 * SDK are then judged by code that is not their own, and the runnable jar carries Jackson and nothing else. What
 * keeps it honest is the tests: requests recorded from botocore, and the SDK's clients themselves.
 *
 * <p>Source: "Signature Version 4 signing process" of the AWS General Reference. Stricter in one point: every header
 * that begins with {@code x-amz-}, and {@code content-type}, must be signed. Not covered: signatures in the query
 * string, chunked payloads, and paths that need escaping, none of which the operations served here know.
 *
 * <p>Threading rule: everything is immutable. Bounded: nothing is kept.
 */
package io.inferometer.receiver.sigv4;
