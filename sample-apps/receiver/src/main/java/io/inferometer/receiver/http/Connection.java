package io.inferometer.receiver.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** One connection, served until it ends. Used by one thread. */
final class Connection {
    private static final int SILENCE_MILLIS = 60_000;
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    private static final int PIECES = 20;
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final RequestHandler handler;

    Connection(Socket socket, RequestHandler handler) {
        this.socket = socket;
        this.handler = handler;
    }

    void serve() throws IOException, InterruptedException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(SILENCE_MILLIS);
        RequestReader reader = new RequestReader(new BufferedInputStream(socket.getInputStream()));
        try {
            boolean open = true;
            while (open) {
                Optional<RequestHead> head = reader.head();
                open = head.isPresent() && answer(head.get(), reader);
            }
        } catch (MalformedRequestException e) {
            byte[] reason = e.getMessage().getBytes(StandardCharsets.UTF_8);
            socket.getOutputStream().write(bytes(new Answer(400, Map.of(), reason), false));
            socket.shutdownOutput();
            // To close with something unread would reset the connection, and the answer might be lost with it.
            readOut(LAST_WORDS);
        }
    }

    /** Whether the connection stays open. */
    private boolean answer(RequestHead head, RequestReader reader)
            throws IOException, MalformedRequestException, InterruptedException {
        OutputStream out = socket.getOutputStream();
        if (head.wantsContinue()) {
            out.write(CONTINUE);
        }
        Delivery delivery = handler.handle(head, reader.body(head, handler.bodyLimit(head)));
        switch (delivery.manner()) {
            case WHOLE -> out.write(bytes(delivery.answer().orElseThrow(), head.staysOpen()));
            case DRIBBLED -> {
                byte[] bytes = bytes(delivery.answer().orElseThrow(), head.staysOpen());
                int piece = (bytes.length + PIECES - 1) / PIECES;
                for (int start = 0; start < bytes.length; start += piece) {
                    Thread.sleep(delivery.duration().toMillis() / PIECES);
                    out.write(bytes, start, Math.min(piece, bytes.length - start));
                }
            }
            case CUT -> {
                byte[] bytes = bytes(delivery.answer().orElseThrow(), head.staysOpen());
                int bodyLength = delivery.answer().orElseThrow().body().length;
                out.write(bytes, 0, bodyLength > 1 ? bytes.length - bodyLength / 2 : bytes.length / 2);
            }
            case HALF_CLOSED -> {
                socket.shutdownOutput();
                readOut(delivery.duration());
            }
            case RESET ->
                // To close with a linger time of nothing is what makes TCP send a reset (Socket.setSoLinger).
                socket.setSoLinger(true, 0);
            case CLOSED -> {}
        }
        return head.staysOpen()
                && (delivery.manner() == Delivery.Manner.WHOLE || delivery.manner() == Delivery.Manner.DRIBBLED);
    }

    /** Reads until the client closes or this time is over, without caring for what it says. */
    private void readOut(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        byte[] ignored = new byte[1 << 10];
        try {
            for (long left = time.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                socket.setSoTimeout((int) left);
                if (socket.getInputStream().read(ignored) < 0) {
                    return;
                }
            }
        } catch (SocketTimeoutException e) {
            // The time is over.
        }
    }

    private static byte[] bytes(Answer answer, boolean staysOpen) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " \r\n");
        answer.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        byte[] body = answer.body();
        head.append("Content-Length: ").append(body.length).append("\r\n");
        head.append(staysOpen ? "\r\n" : "Connection: close\r\n\r\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }
}
