package io.inferometer.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostGuardTest {

    private final HostGuard guard = HostGuard.loopback("box.internal");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:9646",
                "127.0.0.1",
                "127.0.0.1:1",
                "127.9.9.9:80",
                "[::1]",
                "[::1]:9646",
                "[0:0:0:0:0:0:0:1]:9646",
                "[0000:0000:0000:0000:0000:0000:0000:0001]",
                "box.internal:9646"
            })
    void letsLoopbackAndTheBoundHostThrough(String host) {
        assertThat(guard.refuse(request(1, host))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "evil.example:9646",
                "10.0.0.1",
                "localhost@evil.example",
                "[::2]:9646",
                "[0:0:0:0:0:0:1:1]:9646",
                "[0:0:0:0:0:0:0:10]",
                "[::1].evil.example",
                "localhost:1:2"
            })
    void refusesEveryOtherName(String host) {
        assertThat(guard.refuse(request(1, host)).orElseThrow().status()).isEqualTo(403);
    }

    @Test
    void anAddressOfVersionSixIsWrittenInBrackets() {
        assertThat(HostGuard.loopback("0:0:0:0:0:0:0:1").refuse(request(1, "[0:0:0:0:0:0:0:1]:9646")))
                .isEmpty();
    }

    @Test
    void oneHostIsNeededFromVersionOneDotOneOn() {
        assertThat(guard.refuse(request(1)).orElseThrow().status()).isEqualTo(400);
        assertThat(guard.refuse(request(1, "localhost", "evil.example"))
                        .orElseThrow()
                        .status())
                .isEqualTo(400);
        assertThat(guard.refuse(request(0))).isEmpty();
    }

    @Test
    void namesAreNotLookedAtWhenOtherMachinesMayCome() {
        assertThat(HostGuard.NONE.refuse(request(1, "anything.example"))).isEmpty();
    }

    private static Request request(int minorVersion, String... hosts) {
        return new Request("GET", "/", Map.of(), minorVersion, Map.of("host", List.of(hosts)), ByteBuffer.allocate(0));
    }
}
