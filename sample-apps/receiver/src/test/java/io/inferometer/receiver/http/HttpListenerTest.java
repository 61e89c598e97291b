package io.inferometer.receiver.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpListenerTest {
    private static final int LIMIT = 10;

    private HttpListener listener;

    /** Answers with the request's method, path, query and body. */
    private static final RequestHandler ECHO = new RequestHandler() {
        @Override
        public int bodyLimit(RequestHead head) {
            return LIMIT;
        }

        @Override
        public Delivery handle(RequestHead head, byte[] body) {
            String echo = "%s %s %s %s %s"
                    .formatted(
                            head.method(),
                            head.path(),
                            head.query(),
                            head.headers().get("x"),
                            text(body));
            return Delivery.whole(new Answer(200, Map.of(), echo.getBytes(StandardCharsets.UTF_8)));
        }
    };

    @BeforeEach
    void start() throws IOException {
        listener = HttpListener.start(0, ECHO);
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    @Test
    void requestsFollowEachOtherOnOneConnection() throws IOException {
        String answers = send("POST /a%20b?c=d HTTP/1.1\r\nX: 1\r\nx:2\r\nContent-Length: 3\r\n\r\nxyz"
                + "GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
        assertThat(answers)
                .isEqualTo("HTTP/1.1 200 \r\nContent-Length: 26\r\n\r\nPOST /a%20b c=d [1, 2] xyz"
                        + "HTTP/1.1 200 \r\nContent-Length: 12\r\nConnection: close\r\n\r\nGET /  null ");
    }

    @Test
    void aChunkedBodyIsPutTogether() throws IOException {
        assertThat(send("PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                        + "3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n"))
                // One byte more than the limit, so that the handler can tell.
                .endsWith(" abc01234567");
    }

    @Test
    void aClientThatAsksFirstIsToldToGoOn() throws IOException {
        assertThat(send("PUT / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\nConnection: close\r\n\r\nz"))
                .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 ")
                .endsWith("z");
    }

    @Test
    void aBodyThatIsTooLongIsReadToItsEndAndTheNextRequestIsFound() throws IOException {
        int length = 3 << 20;
        assertThat(send("PUT / HTTP/1.1\r\nContent-Length: " + length + "\r\n\r\n" + "b".repeat(length)
                        + "GET /next HTTP/1.0\r\n\r\n"))
                .contains(" " + "b".repeat(LIMIT + 1) + "HTTP/1.1 200 ")
                .endsWith("GET /next  null ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HELLO\r\n\r\n",
                "GET http://host/ HTTP/1.1\r\n\r\n",
                "GET / HTTP/2\r\n\r\n",
                "GET / HTTP/1.1\r\nno colon\r\n\r\n",
                "GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
                "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "GET / HTTP/1.1\r\nContent-Length: 18446744073709551615\r\n\r\n",
                "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nz\r\n",
                "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n"
            })
    void whatIsNotHttpIsRefused(String request) throws IOException {
        assertThat(send(request)).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void aHeadWithoutEndIsRefused() throws IOException {
        assertThat(send("GET / HTTP/1.1\r\nX: " + "y".repeat(1 << 16))).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void closingEndsConnections() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            assertThat(socket.getInputStream().readNBytes(1)).isEqualTo(new byte[] {'H'});
            listener.close();
            socket.getInputStream().readAllBytes();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    private String send(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return text(socket.getInputStream().readAllBytes());
        }
    }

    private Socket connect() throws IOException {
        Socket socket =
                new Socket(listener.address().getHost(), listener.address().getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
