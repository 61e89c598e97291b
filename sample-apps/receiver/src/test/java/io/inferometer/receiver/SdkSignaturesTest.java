package io.inferometer.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.receiver.operation.Operation;
import io.inferometer.receiver.operation.RequestCounts;
import io.inferometer.receiver.sigv4.Credentials;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemakeredge.SagemakerEdgeClient;

/** What the official clients sign: with temporary credentials, wrong ones and a clock that is off. */
class SdkSignaturesTest extends AwsSdkFixture {

    @Test
    void temporaryCredentialsNeedTheirToken() throws IOException {
        Credentials temporary = new Credentials("ASIAEXAMPLE", "secret", Optional.of("token/+=="));
        ReceiverOptions options = ReceiverOptions.defaults().withCredentials(temporary);
        try (Receiver receiver = Receiver.start(options);
                SagemakerEdgeClient client = edge(receiver, temporary);
                SagemakerEdgeClient without = edge(receiver, Credentials.of("ASIAEXAMPLE", "secret"))) {
            client.sendHeartbeat(heartbeat());
            assertFails(() -> without.sendHeartbeat(heartbeat()), 403, "UnrecognizedClientException");
        }
    }

    @Test
    void aWrongSecretKeyOrRegionIsRefused() throws IOException {
        try (Receiver receiver = Receiver.start(ReceiverOptions.defaults());
                Receiver elsewhere = Receiver.start(ReceiverOptions.defaults().withRegion("eu-west-1"));
                SagemakerEdgeClient wrongSecret = edge(receiver, Credentials.of("AKIDEXAMPLE", "wrong"));
                SagemakerEdgeClient wrongRegion = edge(elsewhere, EXAMPLE);
                SagemakerEdgeClient wrongKey = edge(receiver, Credentials.of("AKIDOTHER", "wrong"))) {
            assertFails(() -> wrongSecret.sendHeartbeat(heartbeat()), 403, "InvalidSignatureException");
            assertFails(() -> wrongRegion.sendHeartbeat(heartbeat()), 403, "InvalidSignatureException");
            assertFails(() -> wrongKey.sendHeartbeat(heartbeat()), 403, "UnrecognizedClientException");
        }
    }

    @Test
    void aClientWhoseClockIsFarOffIsRefusedUntilItSignsByTheReceiversDate() throws IOException {
        InstantSource behind = InstantSource.offset(InstantSource.system(), Duration.ofHours(-1));
        try (Receiver receiver = Receiver.start(ReceiverOptions.defaults().withClock(behind));
                SagemakerEdgeClient client = edge(receiver, EXAMPLE)) {
            client.sendHeartbeat(heartbeat());
            assertThat(receiver.received().requests().get(Operation.SEND_HEARTBEAT))
                    .isEqualTo(new RequestCounts(1, 1, Map.of("RequestExpired", 1L)));
        }
    }
}
