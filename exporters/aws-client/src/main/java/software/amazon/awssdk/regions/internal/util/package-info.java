/**
 * One class of the AWS SDK that is replaced.
 *
 * <p>Data flow: the SDK asks for region and credentials of an instance or container through
 * {@link software.amazon.awssdk.regions.internal.util.ConnectionUtils}, which sends the requests over
 * {@link io.inferometer.exporter.awsclient.http.MetadataConnection}.
 *
 * <p>Threading rule: thread-safe; requests run on the thread that makes them.
 *
 * <p>Bounded: keeps nothing; a request takes twice its timeout at most.
 */
package software.amazon.awssdk.regions.internal.util;
