package io.inferometer.receiver;

import io.inferometer.receiver.fault.Fault;
import io.inferometer.receiver.sigv4.Credentials;
import java.time.InstantSource;
import java.util.List;

/**
 * How a receiver is set up. Immutable.
 *
 * @param port on loopback, 0 for any free one
 * @param credentials that requests must be signed with
 * @param region that requests must be signed for
 * @param faults in force from the start
 * @param clock for the age of signatures, metrics and log events, and for the {@code Date} of answers
 * @param sentinelToken that calls of Sentinel must bear
 */
public record ReceiverOptions(
        int port,
        Credentials credentials,
        String region,
        List<Fault> faults,
        InstantSource clock,
        String sentinelToken) {

    /** The key pair that AWS uses in its documentation, valid nowhere else. */
    public static final Credentials EXAMPLE_CREDENTIALS =
            Credentials.of("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    /** A token of Sentinel, valid nowhere else. */
    public static final String EXAMPLE_TOKEN = "example-token";

    /** @throws IllegalArgumentException if the port is not 0 to 65535 */
    public ReceiverOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, found " + port);
        }
        faults = List.copyOf(faults);
    }

    /** Any free port, the example credentials, {@code us-east-1}, no faults, the system's clock. */
    public static ReceiverOptions defaults() {
        return new ReceiverOptions(
                0, EXAMPLE_CREDENTIALS, "us-east-1", List.of(), InstantSource.system(), EXAMPLE_TOKEN);
    }

    /** The same on another port. */
    public ReceiverOptions withPort(int other) {
        return new ReceiverOptions(other, credentials, region, faults, clock, sentinelToken);
    }

    /** The same for other credentials. */
    public ReceiverOptions withCredentials(Credentials other) {
        return new ReceiverOptions(port, other, region, faults, clock, sentinelToken);
    }

    /** The same for another region. */
    public ReceiverOptions withRegion(String other) {
        return new ReceiverOptions(port, credentials, other, faults, clock, sentinelToken);
    }

    /** The same with these faults. */
    public ReceiverOptions withFaults(List<Fault> others) {
        return new ReceiverOptions(port, credentials, region, others, clock, sentinelToken);
    }

    /** The same for another token of Sentinel. */
    public ReceiverOptions withSentinelToken(String other) {
        return new ReceiverOptions(port, credentials, region, faults, clock, other);
    }

    /** The same by another clock. */
    public ReceiverOptions withClock(InstantSource other) {
        return new ReceiverOptions(port, credentials, region, faults, other, sentinelToken);
    }
}
