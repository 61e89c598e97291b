package io.inferometer.agent.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;

/** Reads a stream to its end on a thread of its own. Thread-safe. */
final class Capture implements Runnable {

    private final InputStream stream;
    private final Charset charset;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Thread thread = new Thread(this, "capture");

    Capture(InputStream stream, Charset charset) {
        this.stream = stream;
        this.charset = charset;
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        byte[] buffer = new byte[8192];
        try {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                bytes.write(buffer, 0, read);
            }
        } catch (IOException closed) {
            // The process was killed: what came before it is the whole output.
            return;
        }
    }

    /** What came so far. */
    String text() {
        return bytes.toString(charset);
    }

    /** What came until the stream ended, which a grandchild that inherited it may put off. */
    String whole() throws InterruptedException {
        thread.join(5_000);
        return text();
    }
}
