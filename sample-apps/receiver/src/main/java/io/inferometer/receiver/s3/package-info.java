/**
 * {@code PutObject} of Amazon S3, addressed by path, with temporary credentials.
 *
 * <p>Data flow: a service lends with {@link io.inferometer.receiver.s3.LentCredentials}; {@link
 * io.inferometer.receiver.s3.PutObject} takes an object that is signed with a loan, for the prefix it was made for and while
 * it lasts, into {@link io.inferometer.receiver.s3.ObjectBooks}, from which the service reads it.
 *
 * <p>Threading rule: loans are thread-safe; books are guarded by the monitor of the {@code Ledger}.
 *
 * <p>Bounded: {@value io.inferometer.receiver.s3.LentCredentials#LOANS_KEPT} loans, and the newest objects of {@value
 * io.inferometer.receiver.s3.ObjectBooks#BYTES_KEPT} bytes together.
 */
package io.inferometer.receiver.s3;
