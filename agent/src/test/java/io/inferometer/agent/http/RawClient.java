package io.inferometer.agent.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Says what it is told to, well-formed or not. */
final class RawClient implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;

    RawClient(URI address) throws IOException {
        socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** What the server says to these bytes until it closes the connection. */
    static String exchange(URI address, String request) throws IOException {
        try (RawClient client = new RawClient(address)) {
            client.send(request.getBytes(StandardCharsets.ISO_8859_1));
            return client.readToEnd();
        }
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    String readToEnd() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    String read(int bytes) throws IOException {
        return new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
    }

    /** At most so many bytes, fewer at the end. */
    byte[] readBytes(int bytes) throws IOException {
        return in.readNBytes(bytes);
    }

    /** What comes, up to and with this text. */
    String readTo(String end) throws IOException {
        byte[] last = end.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        for (int matched = 0; matched < last.length; ) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("ended after: " + read.toString(StandardCharsets.UTF_8));
            }
            read.write(b);
            matched = b == last[matched] ? matched + 1 : b == last[0] ? 1 : 0;
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    /** Lets the system keep so much of what is not read. */
    void receiveAhead(int kibibytes) throws IOException {
        socket.setReceiveBufferSize(kibibytes * 1024);
    }

    void resetOnClose() throws IOException {
        socket.setSoLinger(true, 0);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
