package io.inferometer.agent.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.inferometer.agent.it.app.Service;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Addresses of the page that a JVM or a machine may not have. */
@Tag("safety")
class ListenAddressFaultsIT {

    @TempDir
    Path directory;

    @OneJdk
    void aJvmOfIpv4AloneSaysWhyItCannotListenOnAnIpv6Address(Jdk jdk) {
        for (String host : new String[] {"::1", "::"}) {
            try (RunningJvm jvm = ForkedJvm.of(jdk)
                    .flags("-Djava.net.preferIPv4Stack=true")
                    .agent("http.host=" + host, "http.allow-remote=true")
                    .start(Service.class)) {
                jvm.awaitErr("WARN no dashboard");
                Result result = jvm.finish();
                assertThat(result.exitCode()).isZero();
                assertThat(result.errLines())
                        .singleElement()
                        .asString()
                        .endsWith("no dashboard and no /metrics: http.host=" + host
                                + " is an IPv6 address and this JVM uses IPv4 alone, as"
                                + " -Djava.net.preferIPv4Stack=true demands: set http.host=127.0.0.1, or start the JVM"
                                + " without that flag");
            }
        }
    }

    /** Which has no receiver either: the window waits, and the line says for what. */
    @OneJdk
    void soItDoesOfAnAddressToSendTo(Jdk jdk) {
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                .flags("-Djava.net.preferIPv4Stack=true")
                .agent(
                        "exporters=http,statsd",
                        "statsd.address=[::1]:8125",
                        "interval=1s",
                        "spool.directory=" + directory)
                .start(Service.class)) {
            jvm.awaitErr("WARN .*statsd\\.address=\\[::1\\]:8125: .*this JVM uses IPv4 alone");
            assertThat(jvm.finish().exitCode()).isZero();
        }
    }

    @OneJdk
    void itListensOnAnIpv6AddressWhereThereIsOne(Jdk jdk) throws SocketException {
        assumeTrue(
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .anyMatch(address -> address instanceof Inet6Address && address.isLoopbackAddress()),
                "the loopback interface has no IPv6 address");
        try (RunningJvm jvm = ForkedJvm.of(jdk).agent("http.host=::1").start(Service.class)) {
            assertThat(jvm.metrics().address().getHost()).isEqualTo("[::1]");
            assertThat(jvm.metrics().calls()).isEqualTo(1);
        }
    }

    /** As {@code localhost} is on a machine whose loopback interface has an IPv6 address alone. */
    @OneJdk
    void itListensOnTheFirstAddressOfANameThatThisMachineHas(Jdk jdk) throws IOException {
        Path hosts = Files.writeString(directory.resolve("hosts"), "192.0.2.1 box\n127.0.0.1 box\n");
        try (RunningJvm jvm = ForkedJvm.of(jdk)
                .flags("-Djdk.net.hosts.file=" + hosts)
                .agent("http.host=box", "http.allow-remote=true")
                .start(Service.class)) {
            assertThat(jvm.metrics().address().getHost()).isEqualTo("127.0.0.1");
            assertThat(jvm.metrics().calls()).isEqualTo(1);
        }
    }
}
