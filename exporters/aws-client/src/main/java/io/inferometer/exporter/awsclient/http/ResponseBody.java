package io.inferometer.exporter.awsclient.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/**
 * The body of a response: as many bytes as were announced, or chunks, or all that comes, within a limit. At its end the connection goes
 * back to the client if it may serve another request, else it is closed.
 */
final class ResponseBody extends InputStream {

    /** The SDK reads the answer of a failed request into memory, whoever it comes from. */
    static final int MAX_BYTES = 2 * 1024 * 1024;

    private static final int MAX_DRAINED = 16 * 1024;
    private static final int UNTIL_CLOSED = -1;

    private final HttpConnection connection;
    private final Runnable release;
    private final boolean isChunked;
    private final boolean isPersistent;
    private long left;
    private long taken;
    private boolean hasEnded;

    /** @param release is run at the end of a body that leaves the connection usable */
    ResponseBody(HttpConnection connection, ResponseHead head, Runnable release) throws IOException {
        this.connection = connection;
        this.release = release;
        this.isChunked = head.isChunked();
        this.left = isChunked ? 0 : head.contentLength();
        this.isPersistent = head.isPersistent() && left != UNTIL_CLOSED;
        if (!isChunked && left == 0) {
            end();
        }
    }

    boolean isEmpty() {
        return hasEnded;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            return hasEnded || !hasMore() ? -1 : readSome(bytes, offset, length);
        } catch (IOException broken) {
            connection.close();
            throw broken;
        }
    }

    private boolean hasMore() throws IOException {
        if (isChunked && left == 0) {
            left = chunkSize();
            if (left == 0) {
                ResponseHead.HeadLines trailers = new ResponseHead.HeadLines(connection.in());
                while (!trailers.next().isEmpty()) {
                    // Nothing that the SDK asks for.
                }
                end();
            }
        }
        return !hasEnded;
    }

    private int readSome(byte[] bytes, int offset, int length) throws IOException {
        int most = left == UNTIL_CLOSED ? length : (int) Math.min(length, left);
        int count = connection.in().read(bytes, offset, most);
        if (count < 0 && left != UNTIL_CLOSED) {
            throw new EOFException("the connection was closed in the middle of an answer");
        }
        if (count < 0) {
            end();
            return -1;
        }
        taken += count;
        if (taken > MAX_BYTES) {
            throw new ProtocolException("the answer is longer than " + MAX_BYTES + " bytes");
        }
        if (left != UNTIL_CLOSED) {
            left -= count;
            if (left == 0 && isChunked) {
                new ResponseHead.HeadLines(connection.in()).next();
            } else if (left == 0) {
                end();
            }
        }
        return count;
    }

    private long chunkSize() throws IOException {
        String size = new ResponseHead.HeadLines(connection.in()).next().replaceFirst("[;\\s].*", "");
        if (!size.matches("[0-9A-Fa-f]{1,12}")) {
            throw new ProtocolException("unusable size of a chunk");
        }
        return Long.parseLong(size, 16);
    }

    private void end() {
        hasEnded = true;
        if (isPersistent) {
            release.run();
        } else {
            connection.close();
        }
    }

    /** Reads what is left if it is little, so that the connection can be used again. */
    @Override
    public void close() {
        byte[] rest = new byte[MAX_DRAINED];
        int drained = 0;
        try {
            while (isPersistent && !hasEnded && drained < MAX_DRAINED) {
                drained += Math.max(0, read(rest, 0, rest.length));
            }
        } catch (IOException broken) {
            // The connection is closed, which is all that is left to do.
        }
        if (!hasEnded) {
            connection.close();
        }
    }
}
