package io.inferometer.agent.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Another body in the gzip format (RFC 1952). */
final class GzipBody implements Body {

    private static final int INPUT_BYTES = 16 * 1024;

    /** No name, no time, an unknown system. */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255};

    private final Body body;
    private final Deflater deflater;
    private final Gzips owner;
    private final CRC32 checksum = new CRC32();
    private final ByteBuffer input;

    /** Header, and in the end trailer, as far as they are not written. */
    private ByteBuffer frame = ByteBuffer.wrap(HEADER);

    private boolean complete;
    private boolean closed;

    /** @param deflater is given back to the owner in the end */
    GzipBody(Body body, Deflater deflater, Gzips owner) {
        this.body = body;
        this.deflater = deflater;
        this.owner = owner;
        this.input = ByteBuffer.allocate(INPUT_BYTES);
    }

    @Override
    public State writeTo(ByteBuffer out) throws IOException {
        while (Body.put(frame, out)) {
            if (complete) {
                return State.END;
            }
            if (deflater.finished()) {
                complete = true;
                frame = ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt((int) checksum.getValue())
                        .putInt((int) deflater.getBytesRead())
                        .flip();
            } else if (!out.hasRemaining()) {
                return State.MORE;
            } else {
                if (deflater.needsInput()) {
                    read();
                }
                deflater.deflate(out);
            }
        }
        return State.MORE;
    }

    private void read() throws IOException {
        input.clear();
        State state = body.writeTo(input);
        input.flip();
        checksum.update(input.array(), 0, input.limit());
        deflater.setInput(input.array(), 0, input.limit());
        if (state == State.END) {
            deflater.finish();
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            owner.release(deflater);
            body.close();
        }
    }
}
