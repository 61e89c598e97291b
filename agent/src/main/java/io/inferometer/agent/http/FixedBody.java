package io.inferometer.agent.http;

import java.nio.ByteBuffer;

/** A body that was there before it was asked for. */
final class FixedBody implements Body {

    private final ByteBuffer content;

    FixedBody(byte[] content) {
        this.content = ByteBuffer.wrap(content);
    }

    /** How many bytes are left. */
    int length() {
        return content.remaining();
    }

    @Override
    public State writeTo(ByteBuffer out) {
        int part = Math.min(content.remaining(), out.remaining());
        out.put(content.slice().limit(part));
        content.position(content.position() + part);
        return content.hasRemaining() ? State.MORE : State.END;
    }
}
