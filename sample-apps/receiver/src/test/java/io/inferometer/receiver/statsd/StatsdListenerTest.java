package io.inferometer.receiver.statsd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatsdListenerTest {

    @Test
    void linesAreAddedUp() throws IOException {
        StatsdBooks books = new StatsdBooks();
        try (StatsdListener listener = StatsdListener.start(0, books);
                DatagramSocket socket = new DatagramSocket()) {
            send(socket, listener.port(), "a.b:2|c|#model:m\na.b:0.5|c|#model:m\na.b:1|c|#model:n");
            send(socket, listener.port(), "a:1.5|d|@0.25|#x:y\ng:7|g\nbroken");
            long deadline = System.nanoTime() + 10_000_000_000L;
            while (books.snapshot().datagrams() < 2 && System.nanoTime() < deadline) {
                LockSupport.parkNanos(1_000_000);
            }
        }
        ReceivedStatsd received = books.snapshot();
        assertThat(received.sum("a.b", one -> true)).isEqualByComparingTo("3.5");
        assertThat(received.sum("a.b", one -> one.tags().equals(Map.of("model", "n"))))
                .isEqualByComparingTo("1");
        assertThat(received.series()).extracting(StatsdSeries::values).containsExactly(2L, 1L, 4L, 1L);
        assertThat(received.brokenLines()).isEqualTo(1);
        books.clear();
        assertThat(books.snapshot().series()).isEmpty();
    }

    private static void send(DatagramSocket socket, int port, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a:1",
                "a:1|x",
                "a|c",
                "a:b|c",
                "a:1|c|@2.0",
                "a:1|c|@0.0",
                "a:1e3|c",
                "a:1|c|#",
                "a:1|c|#t",
                "a:1|c|#t:",
                "a:1|c|#t:a b",
                "a:1|c|#t:a:b",
                "a:1|c|#t:a,t:b",
                "a:1|c|#t:a,",
                "a:1|c|#t:a|#u:b"
            })
    void whatIsNoLineByTheLetterIsNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> StatsdLine.parse(text));
    }
}
