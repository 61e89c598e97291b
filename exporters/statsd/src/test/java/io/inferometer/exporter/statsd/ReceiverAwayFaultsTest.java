package io.inferometer.exporter.statsd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferometer.exporter.api.Delivery;
import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Window;
import io.inferometer.exporter.fixture.Given;
import io.inferometer.exporter.fixture.GivenSettings;
import io.inferometer.receiver.statsd.ReceivedStatsd;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReceiverAwayFaultsTest {

    private Statsd statsd;

    @BeforeEach
    void start() throws IOException {
        statsd = new Statsd();
    }

    @AfterEach
    void stop() {
        statsd.close();
    }

    private static Window window(long number) {
        ModelStats[] models = new ModelStats[50];
        for (int i = 0; i < models.length; i++) {
            models[i] = Given.model(new ModelId("djl", "model-" + i, "1"), 1_000_000, 2_000_000, 9_000_000)
                    .inFlight(1, 1)
                    .build();
        }
        return Given.window(Given.resource("run"), number, number * 10_000, models)
                .build();
    }

    @Test
    void aWindowWaitsUntilTheReceiverIsThere() throws IOException {
        Exporter exporter = statsd.exporter();
        statsd.goAway();
        for (int i = 0; i < 3; i++) {
            assertThat(Statsd.reason(exporter.export(window(1))))
                    .isEqualTo("statsd.address=127.0.0.1:" + statsd.address().getPort()
                            + ": nothing listens there; start the receiver, or set another address");
        }
        statsd.comeBack();
        assertThat(exporter.export(window(1))).isEqualTo(Delivery.delivered());
        ReceivedStatsd received = statsd.settled();
        assertThat(received.sum(Statsd.COUNT, one -> true)).isEqualByComparingTo("150");
        assertThat(received.brokenLines()).isZero();
    }

    /** A single datagram, too: there is no later one whose sending would tell. */
    @Test
    void theOnlyDatagramOfAWindowIsMissed() throws IOException {
        Exporter exporter = statsd.exporter();
        Window small = Given.window(
                        Given.resource("run"),
                        1,
                        10_000,
                        Given.model(new ModelId("djl", "m", ""), 7).build())
                .build();
        statsd.goAway();
        assertThat(Statsd.reason(exporter.export(small))).contains("nothing listens there");
        statsd.comeBack();
        assertThat(exporter.export(small)).isEqualTo(Delivery.delivered());
        assertThat(statsd.settled().sum(Statsd.COUNT, one -> true)).isEqualByComparingTo("1");
    }

    /** What arrived is not sent again, what did not is: each line counts once. */
    @Test
    void aTransmissionGoesOnWhereItStopped() throws Exception {
        List<String> lines = ModelLines.of(window(1).models().get(0), window(1)).adding();
        Transmission first = new Transmission(0);
        try (UdpSender sender = UdpSender.open(statsd.address())) {
            for (int i = 0; i < 3; i++) {
                first.add(lines, sender);
                first.endDatagram(sender);
            }
            statsd.awaitDatagrams(3);
            statsd.goAway();
            assertThatThrownBy(() -> {
                        first.add(lines, sender);
                        first.finish(sender);
                        first.add(lines, sender);
                        first.finish(sender);
                    })
                    .isInstanceOf(PortUnreachableException.class);
        }
        assertThat(first.arrived()).isEqualTo(3);

        statsd.comeBack();
        Transmission second = new Transmission(first.arrived());
        try (UdpSender sender = UdpSender.open(statsd.address())) {
            for (int i = 0; i < 5; i++) {
                second.add(lines, sender);
                second.endDatagram(sender);
            }
            second.finish(sender);
        }
        assertThat(second.arrived()).isEqualTo(5);
        assertThat(statsd.awaitDatagrams(5).sum(Statsd.COUNT, one -> true)).isEqualByComparingTo("15");
    }

    @Test
    void aHostThatIsNotKnownIsNamed() {
        Exporter exporter = exporter("no-such-host.invalid");
        assertThat(Statsd.reason(exporter.export(window(1))))
                .isEqualTo("statsd.address=no-such-host.invalid:8125: the host is not known here; set another address,"
                        + " or add its name to DNS");
    }

    @Test
    void anAddressOfIPv6IsShownInBrackets() {
        assertThat(SendFailure.describe(
                        InetSocketAddress.createUnresolved("::1", 8125), new IOException("Network is unreachable")))
                .isEqualTo(
                        "statsd.address=[::1]:8125: cannot be sent to (Network is unreachable); check the address and"
                                + " the network");
    }

    private static Exporter exporter(String host) {
        return new StatsdProvider()
                .create(new GivenSettings(Given.resource("run"))
                        .with(StatsdProvider.ADDRESS, InetSocketAddress.createUnresolved(host, 8125)));
    }
}
