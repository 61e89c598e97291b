package io.inferometer.benchmark.scrape;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** One connection on which one answer is read after the other. */
final class ScrapeClient implements AutoCloseable {

    private final Socket socket;
    private final DataInputStream in;
    private final byte[] read = new byte[1 << 16];

    ScrapeClient(URI address) throws IOException {
        socket = new Socket(address.getHost(), address.getPort());
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 17));
    }

    /**
     * Asks, and reads the answer in its chunks.
     *
     * @param headers each with its line end
     * @return how many bytes the answer has
     */
    long get(String path, String headers) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String line = line();
        if (!line.contains(" 200 ")) {
            throw new IOException(path + " was answered with " + line);
        }
        while (!line.isEmpty()) {
            line = line();
        }
        long bytes = 0;
        for (int chunk = chunk(); chunk > 0; chunk = chunk()) {
            for (int left = chunk; left > 0; ) {
                int count = Math.min(left, read.length);
                in.readFully(read, 0, count);
                left -= count;
            }
            line();
            bytes += chunk;
        }
        line();
        return bytes;
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.readUnsignedByte(); b != '\n'; b = in.readUnsignedByte()) {
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
