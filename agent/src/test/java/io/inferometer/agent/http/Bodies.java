package io.inferometer.agent.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads bodies as connections do. */
final class Bodies {

    private Bodies() {}

    /** To its end, through a buffer that is shorter than most parts. */
    static byte[] read(Body body) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(101);
        Body.State state = Body.State.MORE;
        while (state == Body.State.MORE) {
            state = body.writeTo(buffer.clear());
            all.write(buffer.array(), 0, buffer.position());
        }
        body.close();
        return all.toByteArray();
    }
}
